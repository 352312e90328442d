import { expect } from 'vitest';
import { MAX_ATTEMPTS } from '../../lib/engine/transition.ts';
import type { Run } from '../../lib/model/run.ts';
import type { TraceName } from '../../lib/model/trace.ts';
import type { Commit, Scenario, Simulation } from './engine-simulation.ts';
import { isRefused, shardCountOf } from './engine-simulation.ts';

/** What must be true of a run when nothing is under way any more, whatever happened before. */
export const expectInvariants = async (scenario: Scenario, simulation: Simulation): Promise<void> => {
  const found = await simulation.documents.findRun(simulation.run.id);
  const run = found?.document;
  expect(run).toBeDefined();
  if (run === undefined || found === undefined) return;
  expect(simulation.hasRunOutOfSteps(), 'the run ends in a bounded number of steps').toBe(false);
  expect(['succeeded', 'failed', 'stopped']).toContain(run.status);
  if (!scenario.isStopped) expect(run.status).toBe(expectedEnd(scenario));
  expect(simulation.commits.filter(writesRun)).toHaveLength(found.revision);
  expect(simulation.sentWork.every(({ attempt }) => attempt <= MAX_ATTEMPTS)).toBe(true);
  expectCommitsToChange(simulation.commits);
  await expectResults(scenario, simulation, run);
  await expectParentAndOutput(simulation, run);
  expectTraces(simulation, run);
};

const expectedEnd = (scenario: Scenario): Run['status'] => {
  const poisoned = scenario.shardCounts.some((count, stage) => {
    const isSkipped = stage === 1 && isRefused(scenario);
    return !isSkipped && scenario.poisonShard >= 0 && scenario.poisonShard < count;
  });
  return poisoned || isRefused(scenario) ? 'failed' : 'succeeded';
};

const writesRun = ({ writes }: Commit): boolean => writes.some(({ kind }) => kind === 'run');

/** A stale event commits nothing: between two commits something but the time is different. */
const expectCommitsToChange = (commits: readonly Commit[]): void => {
  const timeless = ({ writes }: Commit) =>
    JSON.stringify(writes.map(({ document }) => ({ ...document, updatedAt: 0 })));
  for (const [index, commit] of commits.entries()) {
    const previous = commits[index - 1];
    const isSweep = commit.traceCount === 0 && commit.writes.length === 1;
    if (previous !== undefined && !isSweep) expect(timeless(commit)).not.toBe(timeless(previous));
  }
};

/** Each shard's result is counted once: the sums of powers of two have no other explanation. */
const expectResults = async (scenario: Scenario, { documents }: Simulation, run: Run): Promise<void> => {
  for (const [stage, { kind, status, doneCount, shardCount }] of run.stages.entries()) {
    const progress = (await documents.find('stage', run.workspace, `${run.id}#${stage}`))?.document;
    expect(progress === undefined).toBe(status === 'waiting' || status === 'skipped');
    if (progress === undefined) continue;
    expect([progress.doneCount, progress.shardCount]).toEqual([doneCount, shardCount]);
    const bits = [...Buffer.from(progress.doneBits, 'base64')];
    expect(progress.result.recordCount).toBe(bits.reduce((sum, byte, index) => sum + byte * 256 ** index, 0));
    if (status !== 'done') continue;
    expect(shardCount).toBe(shardCountOf(scenario, stage, kind));
    expect(progress.result.recordCount).toBe(2 ** shardCount - 1);
  }
  const mustBeDone = run.status === 'succeeded' ? run.stages : run.stages.slice(0, run.stageIndex);
  for (const { status } of mustBeDone) expect(['done', 'skipped']).toContain(status);
};

const expectParentAndOutput = async ({ documents }: Simulation, run: Run): Promise<void> => {
  const parent = (await documents.find(run.parent.kind, run.workspace, run.parent.id))?.document;
  const success = run.kind === 'import' ? 'success' : 'generated';
  expect(parent?.status).toBe(run.status === 'succeeded' ? success : run.status);
  const dataset = (await documents.find('dataset', run.workspace, run.output.dataset))?.document;
  expect([dataset?.status, dataset?.version]).toEqual(
    run.status === 'succeeded' ? ['online', 1] : ['failed', 0],
  );
};

const expectTraces = ({ documents, sentEvents }: Simulation, run: Run): void => {
  const traces = documents.traces();
  const named = (...names: TraceName[]) => traces.filter(({ trace_name }) => names.includes(trace_name));
  const stagesOf = (name: TraceName) => named(name).map(({ request }) => request?.['stage']);
  const indexes = (statuses: readonly string[]) =>
    run.stages.flatMap(({ status }, index) => (statuses.includes(status) ? [index] : []));
  expect(stagesOf('startRunStage')).toEqual(indexes(['planning', 'running', 'done']));
  expect(stagesOf('finishRunStage')).toEqual(indexes(['done']));

  const isEndOf = (status: Run['status']) => Number(run.status === status);
  expect(named('finishDataConnection', 'finishRefineJob')).toHaveLength(isEndOf('succeeded'));
  expect(named('failDataConnection', 'failRefineJob')).toHaveLength(isEndOf('failed'));
  expect(named('createDataset')).toHaveLength(isEndOf('succeeded'));
  expect(named('publishDatasetVersion')).toHaveLength(isEndOf('succeeded'));
  const stops = named('stopRun').filter(({ response }) => response?.['status'] === 'stopped');
  expect(stops).toHaveLength(isEndOf('stopped'));

  const retries = named('retryRunShard').map(({ request }) => JSON.stringify(request));
  expect(new Set(retries).size, 'an attempt is retried once').toBe(retries.length);
  const failures = sentEvents.filter(({ type }) => type === 'work-failed').length;
  expect(retries.length).toBeLessThanOrEqual(failures);
};
