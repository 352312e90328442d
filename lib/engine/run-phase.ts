import type { TaskStatus } from '../model/document.ts';
import type { Run } from '../model/run.ts';
import { summaryAt } from './run-state.ts';

/** How far a run is, as lists of tasks show it (guide, section 4.1.4). */
export const phaseOf = (run: Run): Exclude<TaskStatus, 'not_started'> => {
  switch (run.status) {
    case 'succeeded':
      return 'generated';
    case 'running':
      return phaseOfStage(run);
    default:
      return run.status;
  }
};

const phaseOfStage = (run: Run): TaskStatus & ('pending' | 'running' | 'generating') => {
  const { kind, status } = summaryAt(run, run.stageIndex);
  if (kind === 'publish') return 'generating';
  return run.stageIndex === 0 && status === 'planning' ? 'pending' : 'running';
};
