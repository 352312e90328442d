import { describe, expect, it } from 'vitest';
import type { TaskStatus } from '../../lib/model/document.ts';
import { deleteTask, purgeTask } from '../../lib/refine/delete-task.ts';
import { recipeRequest, renameTask, saveOutput, saveRecipe } from '../../lib/refine/edit-task.ts';
import { by, conversion, openWorld, recipe, secondShard, type World, worldWith } from './tasks-world.ts';

const other = { operators: [{ id: 'text-length-filtering', params: { min: 5 } }] };
const output = (dataset: string) => ({ dataset, publish: true });

const edits = {
  name: (world: World, id: string) => renameTask(world.ports, by(id, 'ben'), { name: 'monthly' }),
  recipe: (world: World, id: string) => saveRecipe(world.ports, by(id, 'ben'), { recipe: other }),
  output: (world: World, id: string) => saveOutput(world.ports, by(id, 'ben'), output('cleaner')),
};

const atRest = ['not_started', 'generated', 'failed', 'stopped'] as const satisfies readonly TaskStatus[];
const underWay = ['pending', 'running', 'generating', 'stopping'] as const satisfies readonly TaskStatus[];

describe('editing a task', () => {
  it.each(atRest)('that is %s changes it, and tells who did it', async (status) => {
    const { world, id } = await worldWith(status);
    await edits.recipe(world, id);
    await edits.output(world, id);
    expect(await world.task(id)).toMatchObject({
      recipe: other,
      output: output('cleaner'),
      status,
      edited: { user: 'ben', at: world.time.now },
    });
    expect(world.documents.traces().filter(({ user }) => user === 'ben')).toMatchObject([
      {
        trace_name: 'updateRefineJob',
        request: { changes: ['recipe'], operators: ['text-length-filtering'] },
      },
      { trace_name: 'updateRefineJob', request: { changes: ['output'], output: 'cleaner' } },
    ]);
  });

  it.each(underWay)('that is %s is refused, and leaves no trace', async (status) => {
    const { world, id } = await worldWith(status);
    const before = await world.task(id);
    for (const edit of [edits.recipe, edits.output]) {
      await expect(edit(world, id)).rejects.toMatchObject({
        code: 'ModelArts.72020051',
        details: { status },
      });
    }
    expect(await world.task(id)).toEqual(before);
    expect(world.traces()).not.toContain('updateRefineJob');
  });

  it.each([...atRest, ...underWay])('that is %s may rename it', async (status) => {
    const { world, id } = await worldWith(status);
    await edits.name(world, id);
    expect(await world.task(id)).toMatchObject({ name: 'monthly', status, edited: { user: 'ben' } });
    expect(world.documents.traces().at(-1)).toMatchObject({ request: { changes: ['name'] } });
  });

  it('completes one that was saved unfinished', async () => {
    const world = await openWorld();
    const { id } = await world.create({ recipe: undefined, output: undefined });
    await expect(world.start(id)).rejects.toMatchObject({ code: 'ModelArts.72020050' });
    await saveRecipe(world.ports, by(id), { recipe });
    await expect(world.start(id)).rejects.toMatchObject({ code: 'ModelArts.72020050' });
    await saveOutput(world.ports, by(id), output('clean'));
    await world.start(id);
    await world.settle();
    expect(await world.statusOf(id)).toBe('generated');
  });

  it.each(Object.keys(edits) as (keyof typeof edits)[])(
    'of its %s is refused when it is deleted or not there',
    async (what) => {
      const { world, id } = await worldWith('not_started');
      await deleteTask(world.ports, by(id));
      await expect(edits[what](world, id)).rejects.toMatchObject({ code: 'ModelArts.72020051' });
      await expect(edits[what](world, 'none')).rejects.toMatchObject({ code: 'ModelArts.72020048' });
    },
  );

  it('is refused when somebody else was faster', async () => {
    const { world, id } = await worldWith('not_started');
    const { revision } = await renameTask(world.ports, { ...by(id), ifRevision: 1 }, { name: 'first' });
    const late = renameTask(world.ports, { ...by(id, 'ben'), ifRevision: 1 }, { name: 'second' });
    await expect(late).rejects.toMatchObject({ code: 'ModelArts.72020128', details: { revision } });
    expect(await world.task(id)).toMatchObject({ name: 'first' });
  });

  it('is decided again when the engine moves the task meanwhile', async () => {
    const { world, id } = await worldWith('running');
    const { commit } = world.documents;
    let isFirst = true;
    world.documents.commit = async (writes, traces) => {
      if (isFirst) {
        isFirst = false;
        await world.until(id, 'generating');
      }
      return commit.call(world.documents, writes, traces);
    };
    await edits.name(world, id);
    expect(await world.task(id)).toMatchObject({ name: 'monthly', status: 'generating' });
  });
});

describe('an edit that is wrong', () => {
  it.each([
    ['a name that ends with a hyphen', { name: 'weekly-' }, 'ModelArts.72020129', 'name'],
    ['an empty name', { name: '' }, 'ModelArts.72020129', 'name'],
    ['a description with a slash', { description: 'a/b' }, 'ModelArts.72020130', 'description'],
  ])('such as %s is refused', async (_title, names, code, argument) => {
    const { world, id } = await worldWith('not_started');
    await expect(renameTask(world.ports, by(id), names)).rejects.toMatchObject({
      code,
      details: { argument },
    });
    expect(world.traces()).toEqual(['createRefineJob']);
  });

  it.each([
    ['no recipe', {}, 'ModelArts.72060001'],
    ['one that does nothing', { recipe: conversion('platform') }, 'ModelArts.72020087'],
    ['an unknown template', { template: 'none' }, 'ModelArts.72020028'],
    ['both', { recipe: other, template: 'none' }, 'ModelArts.72060001'],
    ['an unknown operator', { recipe: { operators: [{ id: 'none', params: {} }] } }, 'ModelArts.72020001'],
  ])('such as %s in place of the recipe is refused', async (_title, choice, code) => {
    const { world, id } = await worldWith('not_started');
    const saving = saveRecipe(world.ports, by(id), recipeRequest.parse(choice));
    await expect(saving).rejects.toMatchObject({ code });
    expect(await world.task(id)).toMatchObject({ recipe });
  });

  it('such as the name of another’s data set as output is refused', async () => {
    const { world, id } = await worldWith('not_started');
    await expect(saveOutput(world.ports, by(id), output('questions'))).rejects.toMatchObject({
      code: 'ModelArts.72010001',
      details: { dataset: 'questions' },
    });
  });
});

describe('the source of a recipe', () => {
  it('may be offline while the recipe is saved, but not when it is run', async () => {
    const { world, id } = await worldWith('not_started');
    await world.putDataset({ status: 'offline' });
    await edits.recipe(world, id);
    await expect(world.start(id)).rejects.toMatchObject({ code: 'ModelArts.72020022' });
  });

  it('must be there', async () => {
    const { world, id } = await worldWith('not_started');
    const found = await world.documents.find('dataset', 'default', 'questions');
    if (found === undefined) throw new Error('the world has it');
    const gone = { kind: 'dataset', document: found.document, expectedRevision: found.revision } as const;
    await world.documents.commit([{ ...gone, isRemoval: true }], []);
    await expect(edits.recipe(world, id)).rejects.toMatchObject({ code: 'ModelArts.72010003' });
    await expect(world.start(id)).rejects.toMatchObject({ code: 'ModelArts.72010003' });
  });
});

describe('the name of a data set that a task has claimed', () => {
  it('and made nothing of is free when the task is to make another', async () => {
    const { world, id } = await worldWith('failed');
    expect(await world.dataset('clean')).toMatchObject({ status: 'failed', version: 0 });
    await edits.output(world, id);
    expect(await world.dataset('clean')).toBeUndefined();
  });

  it('and made nothing of is free when the task is gone for good', async () => {
    const { world, id } = await worldWith('failed');
    await deleteTask(world.ports, by(id));
    expect(await world.dataset('clean')).toBeDefined();
    await purgeTask(world.ports, by(id));
    expect(await world.dataset('clean')).toBeUndefined();
  });

  it('stays its own when it has made a version', async () => {
    const { world, id } = await worldWith('generated');
    world.broken.is = secondShard;
    await world.start(id);
    await world.settle();
    await edits.output(world, id);
    expect(await world.dataset('clean')).toMatchObject({ version: 1, status: 'online', madeBy: id });
  });
});
