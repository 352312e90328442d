import { beforeEach, describe, expect, it } from 'vitest';
import type { DatasetType } from '../../lib/model/dataset-type.ts';
import { deleteTask } from '../../lib/refine/delete-task.ts';
import { duplicateTask } from '../../lib/refine/duplicate-task.ts';
import { by, conversion, openWorld, recipe, type World, worldWith } from './tasks-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});

describe('creating a task', () => {
  it('keeps what it was given, and leaves a trace of who did it', async () => {
    const output = { dataset: 'clean', publish: false, description: 'made', properties: { by: 'us' } };
    const task = await world.create({ name: 'weekly', description: 'every week', output });
    expect(await world.task(task.id)).toEqual({
      id: task.id,
      workspace: 'default',
      user: 'ann',
      name: 'weekly',
      description: 'every week',
      source: { dataset: 'questions', version: 1 },
      recipe,
      output,
      status: 'not_started',
      createdAt: world.time.now,
      updatedAt: world.time.now,
    });
    expect(world.documents.traces()).toMatchObject([
      {
        trace_name: 'createRefineJob',
        resource_id: task.id,
        resource_name: 'weekly',
        user: 'ann',
        request: { dataset: 'questions', version: 1, output: 'clean' },
      },
    ]);
  });

  it('gives a name with the time to one that has none, and publishes what it makes', async () => {
    const { name, output } = await world.create();
    expect(name).toBe('data-refine-20260301000000');
    expect(output).toEqual({ dataset: 'clean', publish: true });
  });

  it('may leave the recipe and the output for later', async () => {
    const task = await world.create({ recipe: undefined, output: undefined });
    expect(task).toMatchObject({ status: 'not_started' });
    expect(task).not.toHaveProperty('recipe');
    expect(task).not.toHaveProperty('output');
  });

  it('takes the newest version of the source, unless it is told another', async () => {
    await world.putDataset({ version: 2, format: 'alpaca' });
    await world.writeVersion({ version: 2, format: 'alpaca' });
    expect((await world.create()).source.version).toBe(2);
    expect((await world.create({ version: 1 })).source.version).toBe(1);
  });

  it('makes nothing of the data set’s name yet', async () => {
    await world.create();
    expect(await world.dataset('clean')).toBeUndefined();
  });
});

describe('a task that is refused', () => {
  const step = (id: string, params: object = {}) => ({ recipe: { operators: [{ id, params }] } });
  it.each([
    ['a name that starts with a digit', { name: '1st' }, 'ModelArts.72020129', { argument: 'name' }],
    ['a name of 65 letters', { name: 'a'.repeat(65) }, 'ModelArts.72020129', { argument: 'name' }],
    ['a description of 201 letters', { description: 'a'.repeat(201) }, 'ModelArts.72020130', {}],
    [
      'a description with a bracket',
      { description: '<b>' },
      'ModelArts.72020130',
      { argument: 'description' },
    ],
    ['no source', { dataset: undefined }, 'ModelArts.72020078', { argument: 'dataset' }],
    ['an empty source', { dataset: '' }, 'ModelArts.72020078', {}],
    ['a source that is not there', { dataset: 'nobody' }, 'ModelArts.72010003', { dataset: 'nobody' }],
    ['a version that is not there', { version: 2 }, 'ModelArts.72020022', { version: 2 }],
    ['a template that is not there', { recipe: undefined, template: 'none' }, 'ModelArts.72020028', {}],
    ['a recipe and a template', { template: 'none' }, 'ModelArts.72060001', { argument: 'template' }],
    ['an operator that is not there', step('none'), 'ModelArts.72020001', { operator: 'none' }],
    [
      'a required argument that is missing',
      step('custom-regex-replacement', { replacement: '' }),
      'ModelArts.72020002',
      { operator: 'custom-regex-replacement' },
    ],
    [
      'an argument out of its range',
      step('text-length-filtering', { min: 0 }),
      'ModelArts.72090007',
      { parameter: 'min', operator: 'text-length-filtering' },
    ],
    [
      'an argument that there is not',
      step('text-length-filtering', { colour: 'red' }),
      'ModelArts.72090007',
      { parameter: 'colour' },
    ],
    [
      'a regular expression that may run away',
      step('custom-regex-replacement', { pattern: '(a+)+$' }),
      'ModelArts.72020057',
      {},
    ],
    ['nodes that change nothing', { recipe: conversion('same-as-input') }, 'ModelArts.72020087', {}],
    ['a conversion to the form it has', { recipe: conversion('platform') }, 'ModelArts.72020087', {}],
    ['a start node alone, for what has its form', step('start-node'), 'ModelArts.72020087', {}],
    ['an end node alone', step('end-node'), 'ModelArts.72020087', {}],
    [
      'nodes in the wrong order',
      { recipe: { operators: [{ id: 'end-node' }, { id: 'start-node' }] } },
      'ModelArts.72020087',
      { operator: 'end-node' },
    ],
    ['an output whose name is taken', { output: { dataset: 'questions' } }, 'ModelArts.72010001', {}],
  ])('for %s leaves nothing behind', async (_title, request, code, details) => {
    await expect(world.create(request)).rejects.toMatchObject({ code, details });
    expect(await world.documents.list('task', 'default', { limit: 1, offset: 0 })).toMatchObject({
      total: 0,
    });
    expect(world.traces()).toEqual([]);
  });

  it.each(['offline', 'creating', 'failed'] as const)(
    'for a source that is %s names the status',
    async (status) => {
      await world.putDataset({ status });
      await expect(world.create()).rejects.toMatchObject({
        code: 'ModelArts.72020022',
        details: { dataset: 'questions', reason: `it is ${status}` },
      });
    },
  );

  it('for an operator that can not do the source’s type names the type and those that it can', async () => {
    // No operator is for part of the types so far, and no image can be imported.
    await world.putDataset({ type: 'image' as DatasetType });
    await expect(world.create()).rejects.toMatchObject({
      code: 'ModelArts.72020139',
      details: {
        type: 'image',
        supported: expect.stringContaining('single-turn'),
        operator: 'text-length-filtering',
      },
    });
  });

  it('for a form that the source’s type does not have names the parameter', async () => {
    await world.putDataset({ type: 'pretrain' });
    await expect(world.create({ recipe: conversion('alpaca') })).rejects.toMatchObject({
      code: 'ModelArts.72090007',
      details: { parameter: 'output_format' },
    });
  });
});

describe('a conversion', () => {
  it('to another form than the source has is something to do', async () => {
    expect(await world.create({ recipe: conversion('alpaca') })).toMatchObject({ status: 'not_started' });
  });

  it('is told by the version that is read, not by the newest', async () => {
    await world.putDataset({ version: 2, format: 'alpaca' });
    await world.writeVersion({ version: 2, format: 'alpaca' });
    const request = { recipe: conversion('alpaca') };
    await expect(world.create({ ...request, version: 2 })).rejects.toMatchObject({
      code: 'ModelArts.72020087',
    });
    expect(await world.create({ ...request, version: 1 })).toMatchObject({ source: { version: 1 } });
  });
});

describe('duplicating a task', () => {
  it('gives an unfinished one with the same source and recipe, for whoever asked', async () => {
    const { id } = await world.create({ name: 'weekly', description: 'every week' });
    const copy = await duplicateTask(world.ports, by(id, 'ben'));
    expect(copy).toMatchObject({ user: 'ben', name: 'weekly-copy', description: 'every week', recipe });
    expect(copy).toMatchObject({ status: 'not_started', source: { dataset: 'questions', version: 1 } });
    expect(copy).not.toHaveProperty('output');
    expect(world.documents.traces().at(-1)).toMatchObject({
      trace_name: 'createRefineJob',
      user: 'ben',
      request: { original: id },
    });
  });

  it('keeps a long name within its length, and takes one that it is given', async () => {
    const { id } = await world.create({ name: 'a'.repeat(64) });
    expect((await duplicateTask(world.ports, by(id))).name).toBe(`${'a'.repeat(59)}-copy`);
    expect((await duplicateTask(world.ports, by(id), { name: 'other' })).name).toBe('other');
  });

  it('takes nothing of a run that the other has', async () => {
    const { world: running, id } = await worldWith('running');
    expect(await duplicateTask(running.ports, by(id))).not.toHaveProperty('latestRun');
  });

  it('is refused for a bad name, a task that is not there, and one that is deleted', async () => {
    const { id } = await world.create();
    const duplicate = (name?: string) => duplicateTask(world.ports, by(id), { name });
    await expect(duplicate('-')).rejects.toMatchObject({ code: 'ModelArts.72020129' });
    await deleteTask(world.ports, by(id));
    await expect(duplicate()).rejects.toMatchObject({ code: 'ModelArts.72020051' });
    await expect(duplicateTask(world.ports, by('none'))).rejects.toMatchObject({
      code: 'ModelArts.72020048',
    });
  });
});
