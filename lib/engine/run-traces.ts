import type { Run, RunEvent, StageProgress, StageResult } from '../model/run.ts';
import type { Trace, TraceName } from '../model/trace.ts';
import { summaryAt } from './run-state.ts';

/** An audit entry before it is known with which commit it goes. */
export type TraceFacts = Omit<Trace, 'trace_id' | 'time'>;

/**
 * Numbers the traces of a commit. The ids follow from the run and the revision that the commit makes, so that the same
 * commit can't leave two sets of traces, and sort by time.
 */
export const numberTraces = (facts: readonly TraceFacts[], run: Run, revision: number): readonly Trace[] =>
  facts.map((fact, index) => ({
    trace_id: [padded(run.updatedAt, 15), run.id, padded(revision, 8), padded(index, 2)].join('-'),
    time: run.updatedAt,
    ...fact,
  }));

export const stageStarted = (run: Run, stage: number): TraceFacts =>
  runTrace(run, 'startRunStage', { request: { stage, kind: summaryAt(run, stage).kind } });

export const stageDone = (run: Run, { stage, shardCount, result }: StageProgress): TraceFacts =>
  runTrace(run, 'finishRunStage', {
    request: { stage, kind: summaryAt(run, stage).kind },
    response: {
      shard_count: shardCount,
      record_count: result.recordCount,
      rejected_count: result.rejectedCount,
      size_bytes: result.sizeBytes,
    },
  });

/** The attempt is the one that failed. */
export const workRetried = (
  run: Run,
  failure: Extract<RunEvent, { readonly type: 'work-failed' }>,
): TraceFacts =>
  runTrace(run, 'retryRunShard', {
    trace_rating: 'warning',
    request: { stage: failure.stage, shard: failure.shard, attempt: failure.attempt },
    response: { error_code: failure.error.code },
  });

export const runRetried = (run: Run, user: string): TraceFacts =>
  runTrace(run, 'retryRun', { user, response: { status: run.status } });

export const shardsRedone = (run: Run, stage: number, shards: readonly number[]): TraceFacts =>
  runTrace(run, 'redoRunShards', {
    trace_rating: 'warning',
    request: { stage, kind: summaryAt(run, stage).kind, shard_count: shards.length },
  });

/** Of the request to stop, and of the stop itself where it had to wait. */
export const stopTrace = (run: Run, user = systemUser): TraceFacts =>
  runTrace(run, 'stopRun', { user, response: { status: run.status } });

/** What the end of a run means for its output and for the connection or task that it is a run of. */
export const endTraces = (run: Run, published: StageResult): readonly TraceFacts[] =>
  run.status === 'succeeded'
    ? [...versionTraces(run, published), parentTrace(run, { record_count: published.recordCount })]
    : [parentTrace(run, { error_code: run.error?.code })];

const versionTraces = (run: Run, { recordCount, sizeBytes }: StageResult): readonly TraceFacts[] => {
  const { dataset, version } = run.output;
  const of = (trace_name: TraceName): TraceFacts => ({
    trace_name,
    trace_rating: 'normal',
    resource_type: 'dataset',
    resource_id: dataset,
    resource_name: dataset,
    workspace_id: run.workspace,
    user: run.user,
    request: { run: run.id, version },
    response: { record_count: recordCount, size_bytes: sizeBytes },
  });
  return version === 1 ? [of('createDataset'), of('publishDatasetVersion')] : [of('publishDatasetVersion')];
};

const parentTrace = (run: Run, response: NonNullable<Trace['response']>): TraceFacts => {
  const hasFailed = run.status === 'failed';
  const isImport = run.kind === 'import';
  const [finished, failed] = isImport
    ? (['finishDataConnection', 'failDataConnection'] as const)
    : (['finishRefineJob', 'failRefineJob'] as const);
  return {
    ...runTrace(run, hasFailed ? failed : finished, { request: { run: run.id, ...run.output }, response }),
    trace_rating: hasFailed ? 'warning' : 'normal',
    resource_type: isImport ? 'dataConnection' : 'refineJob',
    resource_id: run.parent.id,
  };
};

const runTrace = (
  run: Run,
  name: TraceName,
  more: Partial<Pick<TraceFacts, 'trace_rating' | 'user' | 'request' | 'response'>>,
): TraceFacts => ({
  trace_name: name,
  trace_rating: 'normal',
  resource_type: 'run',
  resource_id: run.id,
  resource_name: run.parent.name,
  workspace_id: run.workspace,
  user: systemUser,
  ...more,
});

const systemUser = 'sluice';

const padded = (count: number, length: number): string => String(count).padStart(length, '0');
