import type { Task, TaskStatus } from '../../lib/model/document.ts';
import type { Run } from '../../lib/model/run.ts';
import type { TraceName } from '../../lib/model/trace.ts';
import { deleteTask, purgeTask, restoreTask } from '../../lib/refine/delete-task.ts';
import { renameTask, saveOutput, saveRecipe } from '../../lib/refine/edit-task.ts';
import { generateTaskDataset } from '../../lib/refine/generate-task-dataset.ts';
import { retryTask } from '../../lib/refine/retry-task.ts';
import { startTask } from '../../lib/refine/start-task.ts';
import { stopGenerating, stopTask } from '../../lib/refine/stop-task.ts';
import { by, type World } from './tasks-world.ts';

/** What is known when a person does something. */
export interface Moment {
  readonly task: Task;
  readonly run: Run | undefined;
  /** Whether the data set that the run is to make is the task's. */
  readonly hasDataset: boolean;
}

export interface Action {
  readonly act: (world: World, id: string, run: string) => Promise<unknown>;
  /** Whether the specification lets a person do it. */
  readonly isAllowed: (moment: Moment) => boolean;
  readonly trace: TraceName;
  /** The status that it gives the task; asked for in that status, it is only sent again. */
  readonly leadsTo?: TaskStatus;
}

const isOneOf =
  (...statuses: readonly TaskStatus[]) =>
  ({ task: { status } }: Moment): boolean =>
    statuses.includes(status);
const isLive = ({ task }: Moment): boolean => task.deletedAt === undefined;
const isDeleted = (moment: Moment): boolean => !isLive(moment);
/** Nothing is under way. */
export const isAtRest = isOneOf('not_started', 'generated', 'failed', 'stopped');
const hasEndedBadly = ({ run }: Moment): boolean => run?.status === 'failed' || run?.status === 'stopped';
const both =
  (...claims: readonly ((moment: Moment) => boolean)[]) =>
  (moment: Moment): boolean =>
    claims.every((claim) => claim(moment));

const mayStart = both(isLive, isOneOf('not_started', 'generated', 'stopped'));
/** Pending, it is a retry that is on its way, which is sent again. */
const mayRetry = both(
  isLive,
  (moment) => isOneOf('failed')(moment) || (isOneOf('pending')(moment) && hasEndedBadly(moment)),
);
const mayGenerate = both(isLive, hasEndedBadly, ({ run, task, hasDataset }) => {
  const isRefined = run?.stages[0]?.status === 'done';
  return isRefined && (hasDataset || task.status === 'pending');
});

let count = 0;
const fresh = (): number => ++count;

/** What people do with a task. */
export const actions = {
  start: {
    act: (world, id) => world.start(id),
    isAllowed: mayStart,
    trace: 'startRefineJob',
    leadsTo: 'pending',
  },
  startElsewhere: {
    act: ({ ports }, id) =>
      startTask(ports, 'default', id, { output: { dataset: `clean-${fresh()}`, publish: false } }),
    isAllowed: mayStart,
    trace: 'startRefineJob',
    leadsTo: 'pending',
  },
  stop: {
    act: ({ ports }, id) => stopTask(ports, by(id)),
    isAllowed: both(isLive, isOneOf('running', 'generating', 'stopping')),
    trace: 'stopRefineJob',
    leadsTo: 'stopping',
  },
  stopGenerating: {
    act: ({ ports }, id) => stopGenerating(ports, by(id)),
    isAllowed: both(isLive, isOneOf('generating')),
    trace: 'stopGenerateDataset',
    leadsTo: 'stopping',
  },
  retry: {
    act: ({ ports }, id) => retryTask(ports, by(id), { from: 'failed' }),
    isAllowed: mayRetry,
    trace: 'retryRefineJob',
    leadsTo: 'pending',
  },
  retryFromStart: {
    act: ({ ports }, id) => retryTask(ports, by(id), { from: 'start' }),
    isAllowed: both(isLive, isOneOf('failed')),
    trace: 'retryRefineJob',
    leadsTo: 'pending',
  },
  generate: {
    act: ({ ports }, _id, run) => generateTaskDataset(ports, by(run)),
    isAllowed: mayGenerate,
    trace: 'retryRefineJob',
    leadsTo: 'pending',
  },
  rename: {
    act: ({ ports }, id) => renameTask(ports, by(id), { name: `name-${fresh()}` }),
    isAllowed: isLive,
    trace: 'updateRefineJob',
  },
  saveRecipe: {
    act: ({ ports }, id) =>
      saveRecipe(ports, by(id), {
        recipe: { operators: [{ id: 'text-length-filtering', params: { min: 1 + (fresh() % 5) } }] },
      }),
    isAllowed: both(isLive, isAtRest),
    trace: 'updateRefineJob',
  },
  saveOutput: {
    act: ({ ports }, id) => saveOutput(ports, by(id), { dataset: `clean-${fresh()}`, publish: true }),
    isAllowed: both(isLive, isAtRest),
    trace: 'updateRefineJob',
  },
  delete: {
    act: ({ ports }, id) => deleteTask(ports, by(id)),
    isAllowed: both(isLive, isAtRest),
    trace: 'deleteRefineJob',
  },
  restore: {
    act: ({ ports }, id) => restoreTask(ports, by(id)),
    isAllowed: isDeleted,
    trace: 'restoreRefineJob',
  },
  purge: {
    act: ({ ports }, id) => purgeTask(ports, by(id)),
    isAllowed: isDeleted,
    trace: 'deleteRefineJob',
  },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof actions;

export const actionNames = Object.keys(actions) as readonly ActionName[]; // keys of a const object
