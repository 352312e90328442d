import { isEnded } from '../engine/run-state.ts';
import type { Run } from '../model/run.ts';
import type { StageState } from './stage-states.ts';

/** What reports of a run begin with: how it stands, and where it failed. */
export const reportHead = (run: Run) => ({
  run: run.id,
  kind: run.kind,
  status: run.status.toUpperCase(),
  is_final: isEnded(run),
  ...failureOf(run),
});

/** The first failure is the one that ended the run. */
const failureOf = (run: Run) => {
  const { error, stages } = run;
  if (error === undefined) return {};
  const { operator } = error.details;
  const stage = failedStage(run);
  return {
    failure: {
      stage,
      kind: stages[stage]?.kind,
      ...(operator === undefined ? {} : { operator: String(operator) }),
      error_code: error.code,
      error_msg: error.message,
      details: error.details,
    },
  };
};

/** Where a run has failed. A strict import fails by what validation found, though publishing is what says so. */
export const failedStage = ({ stages, stageIndex }: Run): number => {
  const skipped = stages.findIndex(({ status }) => status === 'skipped');
  return skipped > 0 ? skipped - 1 : stageIndex;
};

const statusByStage = {
  waiting: 'NOT_STARTED',
  planning: 'RUNNING',
  running: 'RUNNING',
  done: 'SUCCEEDED',
  skipped: 'SKIPPED',
} as const satisfies Record<StageState['status'], string>;

/**
 * How a step of a stage stands. The operators of a stage do one record after the other together, so a failure that is
 * nobody's is that of them all.
 */
export const stepStatus = (
  run: Run,
  { stage, status }: Pick<StageState, 'stage' | 'status'>,
  step?: string,
) => {
  if (run.status === 'failed' && stage === failedStage(run)) {
    const culprit = run.error?.details['operator'];
    return step === undefined || culprit === undefined || culprit === step ? 'FAILED' : 'STOPPED';
  }
  const isOpen = status === 'planning' || status === 'running';
  return isOpen && isEnded(run) ? 'STOPPED' : statusByStage[status];
};
