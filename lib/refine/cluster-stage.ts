import { readShardOutcomes } from '../engine/shard-outcomes.ts';
import type { StageWork } from '../engine/stage-work.ts';
import { judgeAll } from './barrier/judge-all.ts';
import { judgeMembers } from './barrier/judge-members.ts';
import { doKeyWork } from './barrier/key-work.ts';
import { numberGroups } from './barrier/number-groups.ts';
import { refineSpec } from './built-recipe.ts';
import { keyStageOf } from './refine-stages.ts';

/**
 * Makes groups of what belongs together and decides which records go: one shard, since it takes all of them. Where they are
 * too many for one, it only numbers the groups, and later each of several shards decides about some of them.
 */
export const clusterStage: StageWork = {
  plan: async (ports, context) => {
    const spec = refineSpec(context.spec);
    const stage = keyStageOf(spec, context.stage, 'cluster');
    if (stage.part !== 'verdicts') return [{}];
    // As many as there are blocks of records.
    return (await readShardOutcomes(ports.objects, spec.run, stage.memberStage)).map((_, part) => ({ part }));
  },
  doShard: async (ports, context, shard) => {
    const of = keyStageOf(refineSpec(context.spec), context.stage, 'cluster');
    const given = { ports, context, shard, of };
    if (of.part === 'numbers') return doKeyWork(given, 'numbers', (work) => numberGroups(work, of));
    return of.part === 'verdicts'
      ? doKeyWork(given, 'drops', (work) => judgeMembers(work, of))
      : doKeyWork(given, 'drops', (work) => judgeAll(work, of));
  },
};
