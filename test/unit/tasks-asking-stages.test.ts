import { describe, expect, it } from 'vitest';
import type { TextModels } from '../../lib/model/text-models.ts';
import { startTask } from '../../lib/refine/start-task.ts';
import { openWorld } from './tasks-world.ts';

const models: TextModels = {
  preferredJudge: 'openai',
  judges: {
    openai: {
      risks: ['abuse'],
      pace: { concurrency: 32, answerSeconds: 1 },
      judge: async (_, texts) => texts.map(() => []),
    },
  },
};

/** The stages of a run over 50,000 records, with how many of their shards may be out at once. */
const stagesOf = async (...ids: readonly string[]) => {
  const world = await openWorld();
  await world.putDataset({ id: 'many', recordCount: 50_000, sizeBytes: 10_000_000 });
  await world.writeVersion({ format: 'platform', version: 1 });
  const operators = ids.map((id) => ({ id, params: {} }));
  const { id } = await world.create({ dataset: 'many', recipe: { operators } });
  const run = await startTask({ ...world.ports, models }, 'default', id, { user: 'ann' });
  return run.stages.map(({ kind, window }) => [kind, window]);
};

describe('a run whose records a service judges', () => {
  it('has as many shards out as the service may be asked at once', async () => {
    expect(await stagesOf('abusive-text-detection')).toEqual([
      ['refine', 2],
      ['publish', undefined],
    ]);
  });

  it('holds back the stages that ask, wherever they stand, and no other', async () => {
    const first = await stagesOf('abusive-text-detection', 'text-deduplication', 'text-length-filtering');
    expect(first.filter(([kind]) => kind === 'refine')).toEqual([
      ['refine', 2],
      ['refine', undefined],
    ]);
    const last = await stagesOf('text-length-filtering', 'text-deduplication', 'abusive-text-detection');
    expect(last.filter(([kind]) => kind === 'refine')).toEqual([
      ['refine', undefined],
      ['refine', 2],
    ]);
  });

  it('is not held back where word lists judge', async () => {
    expect(await stagesOf('ad-text-detection')).toEqual([
      ['refine', undefined],
      ['publish', undefined],
    ]);
  });
});
