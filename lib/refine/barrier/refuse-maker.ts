import { DamagedSection } from '../../engine/barrier/sections.ts';
import { refuseShard } from '../../engine/shard-outcomes.ts';
import type { KeyWork } from './key-work.ts';

/** Has the shard done again whose keys are damaged. */
export const refuseMaker = async (
  { objects, spec, placed }: Pick<KeyWork, 'objects' | 'spec' | 'placed'>,
  keysStage: number,
  error: unknown,
): Promise<never> => {
  const maker =
    error instanceof DamagedSection ? placed.shards.find(({ keys }) => keys.key === error.key) : undefined;
  if (maker === undefined) throw error;
  return refuseShard(objects, { run: spec.run, stage: keysStage, outcome: maker.outcome });
};
