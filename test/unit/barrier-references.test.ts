import { describe, expect, it } from 'vitest';
import { uploaded } from './reports-world.ts';

const against = (name: string) => ({ id: 'text-deduplication', params: { method: 'exact', against: name } });
const taskOf = (operators: readonly object[], output: string) => ({
  dataset: 'texts',
  recipe: { operators },
  output: { dataset: output },
});

/** The data set `texts`, and `long`, which has those of its records that are long. */
const withEarlier = async () => {
  const world = await uploaded();
  const body = taskOf([{ id: 'text-length-filtering', params: { min: 10 } }], 'long');
  const { id }: { readonly id: string } = await world.post('/refine-jobs', body);
  await world.post(`/refine-jobs/${id}/start`);
  await world.settle();
  return world;
};
type World = Awaited<ReturnType<typeof withEarlier>>;

const start = async (world: World, operators: readonly object[]) => {
  const { id }: { readonly id: string } = await world.post('/refine-jobs', taskOf(operators, 'clean'));
  const { status, body } = await world.request('POST', `/refine-jobs/${id}/start`);
  await world.settle();
  const { latest_run: run = '' } = await world.get(`/refine-jobs/${id}`);
  return { status, body, run };
};

describe('an earlier data set', () => {
  it.each(['long', 'long@1'])('named %s keeps its records out of the new one', async (name) => {
    const world = await withEarlier();
    const { run } = await start(world, [against(name)]);
    const { operators }: { readonly operators: readonly object[] } = await world.get(`/runs/${run}/report`);
    expect(operators).toMatchObject([
      { in: 7, out: 3, dropped_by_reason: { in_earlier_data_set: 4 }, status: 'SUCCEEDED' },
    ]);
  });

  it.each([
    ['nobody', 404, 'ModelArts.72010003'],
    ['long@2', 400, 'ModelArts.72020022'],
  ])('named %s refuses the start', async (name, status, code) => {
    const world = await withEarlier();
    expect(await start(world, [against(name)])).toMatchObject({ status, body: { error_code: code } });
  });
});
