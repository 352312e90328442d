import type { StageWork } from '../engine/stage-work.ts';
import { publishImport } from '../import/publish-import.ts';
import { publishRefined } from './publish-refined.ts';

/** The last stage of every run: one shard, which makes the parts a data set version and writes the report. */
export const publishStage: StageWork = {
  plan: async () => [{}],
  doShard: async ({ objects }, { spec }, { shard, attempt }) => {
    const result =
      spec.kind === 'import' ? await publishImport(objects, spec) : await publishRefined(objects, spec);
    return { shard, attempt, result };
  },
};
