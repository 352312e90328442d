import type { Run } from '../model/run.ts';
import type { RunNotice, RunNoticeType } from '../model/run-notice.ts';
import { isEnded, type RunState, summaryAt } from './run-state.ts';

/** What a commit that led from one state to another is news of; `before` is absent when it made the run. */
export const noticesBetween = (before: RunState | undefined, after: RunState): readonly RunNotice[] => {
  const { run } = after;
  const isStarted = before === undefined || isEnded(before.run);
  const done = run.stages.flatMap((summary, index) =>
    summary.status === 'done' && before?.run.stages[index]?.status !== 'done' ? [index] : [],
  );
  return [
    ...(isStarted ? [startNotice(run)] : []),
    ...done.map((index) => stageNotice(run, index)),
    ...(isEnded(run) ? [endNotice(run)] : []),
  ];
};

const startNotice = (run: Run): RunNotice => notice(run, 'run-started', run.retriedAt ?? run.createdAt);

const stageNotice = (run: Run, index: number): RunNotice => {
  const { kind, endedAt = run.updatedAt, doneCount } = summaryAt(run, index);
  return { ...notice(run, 'stage-done', endedAt, index), stage: { index, kind, shardCount: doneCount } };
};

const endNotice = (run: Run): RunNotice => ({
  ...notice(run, `run-${endOf(run)}`, run.endedAt ?? run.updatedAt),
  ...(run.error === undefined ? {} : { error: run.error }),
});

const endOf = ({ status }: Run): 'succeeded' | 'failed' | 'stopped' =>
  status === 'succeeded' || status === 'stopped' ? status : 'failed';

const notice = (run: Run, type: RunNoticeType, time: number, stage?: number): RunNotice => ({
  id: [run.id, type, ...(stage === undefined ? [] : [stage]), time].join('/'),
  type,
  time,
  workspace: run.workspace,
  run: run.id,
  kind: run.kind,
  parent: run.parent,
  output: run.output,
});
