import type { Run } from '../../lib/model/run.ts';
import type { Trace } from '../../lib/model/trace.ts';

/** What the trail must say of the change of a run, as sorted lines; told from the change alone. */
const expectedTraces = (before: Run | undefined, after: Run): readonly string[] => {
  const stages = after.stages.flatMap((stage, index) => {
    const was = before?.stages[index]?.status ?? 'waiting';
    const isStarted = !isUnderWay(was) && isUnderWay(stage.status);
    const isDone = was !== 'done' && stage.status === 'done';
    return [...(isStarted ? [`startRunStage ${index}`] : []), ...(isDone ? [`finishRunStage ${index}`] : [])];
  });
  return [...stages, ...endTraces(before, after)].sort();
};

const isUnderWay = (status: string): boolean => ['planning', 'running', 'done'].includes(status);

const endTraces = (before: Run | undefined, { status, kind, output }: Run): readonly string[] => {
  if (before?.status === status || status === 'running') return [];
  const what = kind === 'import' ? 'DataConnection' : 'RefineJob';
  switch (status) {
    case 'succeeded':
      return [...(output.version === 1 ? ['createDataset'] : []), 'publishDatasetVersion', `finish${what}`];
    case 'failed':
      return [`fail${what}`];
    default:
      return ['stopRun'];
  }
};

const ofRuns = new Set([
  'startRunStage',
  'finishRunStage',
  'createDataset',
  'publishDatasetVersion',
  'finishDataConnection',
  'failDataConnection',
  'finishRefineJob',
  'failRefineJob',
  'stopRun',
]);

const lineOf = ({ trace_name, request }: Trace): string =>
  trace_name.endsWith('RunStage') ? `${trace_name} ${request?.['stage']}` : trace_name;

/** What is wrong between the change of a run and the traces that were committed with it. */
export const traceViolations = (
  before: Run | undefined,
  after: Run,
  traces: readonly Trace[],
): readonly string[] => {
  const names = traces.map(({ trace_name }) => trace_name);
  const wasEnded = before !== undefined && before.status !== 'running' && before.status !== 'stopping';
  if (wasEnded && !names.includes('retryRun')) {
    return [`run ${after.id} had ended as ${before.status} and changed all the same`];
  }
  if (after.updatedAt < (before?.updatedAt ?? 0)) return [`run ${after.id} went back in time`];
  const hasFallenBack = before !== undefined && after.stageIndex < before.stageIndex;
  if (hasFallenBack && !names.includes('redoRunShards')) {
    return [`run ${after.id} fell back to stage ${after.stageIndex} without a trace`];
  }
  // A batch of events may pass through states between the two, which these commits leave no other sign of.
  if (names.includes('retryRun') || names.includes('redoRunShards')) return [];
  const told = traces
    .filter(({ trace_name }) => ofRuns.has(trace_name))
    .map(lineOf)
    .sort();
  const expected = expectedTraces(before, after);
  const hasStoppedAfterWaiting = names.filter((name) => name === 'stopRun').length === 2;
  if (hasStoppedAfterWaiting || told.join() === expected.join()) return [];
  return [`run ${after.id} left the traces [${told}] of a change that should leave [${expected}]`];
};
