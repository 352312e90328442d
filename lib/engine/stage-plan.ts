import { objectKeys } from '../model/object-keys.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { readSealed, writeSealed } from './sealed-json.ts';

/** `runs/<run>/<stage>/plan.json`: what the stage's shards are to do or, where they are many, the pages that say so. */
export type StagePlan = { readonly tasks: readonly unknown[] } | PlanIndex;

interface PlanIndex {
  readonly shardCount: number;
  /** Tasks of a page; the last one may have fewer. */
  readonly pageTasks: number;
  /** The seal of each page, `runs/<run>/<stage>/plan-<page>.json`. */
  readonly pages: readonly string[];
}

/** A page whose seal may be another than the one that the index names. */
interface PlanPage {
  readonly tasks: readonly unknown[];
  readonly sha256: string;
}

interface PlannedStage {
  readonly runId: string;
  readonly stage: number;
}

/** Tasks that a plan holds itself, and of a page: so many are read in one go, whichever of them is needed. */
export const PLAN_PAGE_TASKS = 1000;

export const shardCountOf = (plan: StagePlan): number =>
  'tasks' in plan ? plan.tasks.length : plan.shardCount;

/** Writes the pages, if one is not enough, and then what leads to them. */
export const writePlan = async (
  objects: ObjectStore,
  { runId, stage }: PlannedStage,
  { tasks, pageTasks }: { readonly tasks: readonly unknown[]; readonly pageTasks: number },
): Promise<StagePlan> => {
  const pages: string[] = [];
  for (let from = 0; tasks.length > pageTasks && from < tasks.length; from += pageTasks) {
    const key = objectKeys.planPage(runId, stage, pages.length);
    pages.push(await writeSealed(objects, key, { tasks: tasks.slice(from, from + pageTasks) }));
  }
  const plan = pages.length === 0 ? { tasks } : { shardCount: tasks.length, pageTasks, pages };
  await writeSealed(objects, objectKeys.stagePlan(runId, stage), plan);
  return plan;
};

/** The plan of a stage; undefined when it is not there or not as it was written. */
export const readPlan = (
  objects: ObjectStore,
  { runId, stage }: PlannedStage,
): Promise<StagePlan | undefined> => readSealed(objects, objectKeys.stagePlan(runId, stage));

/** The tasks of a page; undefined when it is not there or not the page that was written with this index. */
export const readPlanPage = async (
  objects: ObjectStore,
  key: string,
  seal: string | undefined,
): Promise<PlanPage['tasks'] | undefined> => {
  const page = await readSealed<PlanPage>(objects, key);
  return page?.sha256 === seal ? page?.tasks : undefined;
};
