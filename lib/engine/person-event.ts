import type { Run, RunEvent } from '../model/run.ts';

/** What a person asks of a run. Its stage and attempt say nothing: the coordinator looks at the run's own state. */
export const personEvent = (
  type: Extract<RunEvent['type'], 'stop-requested' | 'retry-requested'>,
  { id: runId, stageIndex: stage }: Pick<Run, 'id' | 'stageIndex'>,
  user: string,
): RunEvent => ({ type, runId, stage, attempt: 1, user });
