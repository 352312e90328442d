import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openBucket } from '../../lib/adapters/open-bucket.ts';
import { runRecipe } from '../../lib/cli/direct/run-recipe.ts';
import { readText } from '../../lib/engine/json-object.ts';
import { type LocalCloud, startLocalCloud } from '../../lib/local/start-local-cloud.ts';
import { recipeSchema } from '../../lib/model/recipe.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';

const demo = new URL('../../demo/', import.meta.url);
let folder: string;
let cloud: LocalCloud;
let objects: ObjectStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-cloud-data-'));
  cloud = await startLocalCloud({ dataDirectory: join(folder, 'cloud'), port: 0 });
  objects = openBucket(cloud.bucket, {
    endpoint: cloud.endpoints.s3,
    region: cloud.region,
    credentials: cloud.credentials,
  });
});
afterAll(async () => {
  await cloud.stop();
  await rm(folder, { recursive: true, force: true });
});

const upload = async (connection: string, files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [file, text] of Object.entries(files)) {
    await objects.write(`inbox/default/${connection}/${file}`, Buffer.from(text));
  }
};

const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
  const response = await fetch(`${cloud.endpoints.api}/v2/default/${path}`, {
    method,
    headers: { 'x-sluice-user': 'ann' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Answer; // the assertions look at what came
};

interface Item {
  readonly id: string;
  readonly status: string;
  readonly latest_status?: string;
  readonly latest_run: string;
  readonly error?: { readonly error_code: string; readonly details: Readonly<Record<string, unknown>> };
}

/** Asks until the item has the status, or another that will not change. */
const waitFor = async (path: string, wanted: string): Promise<Item> => {
  for (let tries = 0; tries < 400; tries++) {
    const item = await call<Item>('GET', path);
    const status = item.latest_status ?? item.status;
    if (status === wanted || ['FAILED', 'SUCCESS', 'DATASET_GENERATED'].includes(status)) return item;
    await delay(50);
  }
  return call('GET', path);
};

const manifest = (datasetName: string, more = {}): string =>
  JSON.stringify({ datasetType: 'single-turn', datasetName, ...more });

const record = (context: string, target = 'an answer'): string => JSON.stringify({ context, target });

describe('an upload to the local cloud', () => {
  it('becomes a data set and, refined, the very bytes that `sluice run` writes', async () => {
    const questions = await readFile(new URL('questions-and-answers.jsonl', demo), 'utf8');
    const lines = questions.trim().split('\n');
    const files = {
      'a.jsonl': questions,
      'b.json': `[\n${lines.join(',\n')}\n]`,
      'c/d.jsonl': `\uFEFF${lines.join('\r\n\r\n')}`,
    };
    await upload('first', { ...files, 'connection.json': manifest('questions') });
    expect(await waitFor('data-connections/first', 'SUCCESS')).toMatchObject({ status: 'SUCCESS' });

    const recipe = recipeSchema.parse(parse(await readFile(new URL('recipe.yaml', demo), 'utf8')));
    const body = { dataset: 'questions', recipe, output: { dataset: 'clean' } };
    const task = await call<Item>('POST', 'refine-jobs', body);
    await call('POST', `refine-jobs/${task.id}/start`);
    const done = await waitFor(`refine-jobs/${task.id}`, 'DATASET_GENERATED');
    expect(done.latest_status).toBe('DATASET_GENERATED');

    const input = join(folder, 'input');
    for (const [file, text] of Object.entries(files)) {
      await mkdir(join(input, file, '..'), { recursive: true });
      await writeFile(join(input, file), text);
    }
    const output = join(folder, 'output');
    const direct = await runRecipe({
      recipe,
      inputPath: input,
      outputDirectory: output,
      type: 'single-turn',
    });
    const version = await call<{ parts: { file: string; sample_count: number }[] }>(
      'GET',
      'datasets/clean/versions/1',
    );
    expect(version.parts.map(({ file }) => file)).toEqual(direct.manifest.parts.map(({ file }) => file));
    for (const { file } of version.parts) {
      const published = await readText(objects, `datasets/default/clean/v1/${file}`);
      expect(published).toBe(await readFile(join(output, file), 'utf8'));
    }

    const report = await call<{ operators: { in: number; hits: number }[] }>(
      'GET',
      `runs/${done.latest_run}/report`,
    );
    expect(report.operators).toHaveLength(8);
    expect(report.operators[0]?.in).toBe(3 * lines.length);
    const { traces } = await call<{ traces: { trace_name: string; resource_id: string; user: string }[] }>(
      'GET',
      'traces?limit=100',
    );
    const namesOf = (resource: string) =>
      traces.filter((it) => it.resource_id === resource).map((it) => it.trace_name);
    expect(namesOf('questions')).toEqual(expect.arrayContaining(['createDataset', 'publishDatasetVersion']));
    expect(namesOf(task.id)).toEqual(
      expect.arrayContaining(['createRefineJob', 'startRefineJob', 'finishRefineJob']),
    );
    expect(traces.find((it) => it.trace_name === 'createRefineJob')?.user).toBe('ann');
  });

  it('with a bad record fails with its place, publishes nothing and lists the problems', async () => {
    await upload('bad', {
      'a.jsonl': `${record('1')}\n${record('2', '')}\n{`,
      'connection.json': manifest('bad'),
    });
    const { status, error, latest_run: run } = await waitFor('data-connections/bad', 'FAILED');
    expect(status).toBe('FAILED');
    expect(error).toMatchObject({
      error_code: 'ModelArts.72060087',
      details: { file: 'a.jsonl', line: 2, field: 'target' },
    });
    expect(await call('GET', `runs/${run}/report`)).toMatchObject({
      problem_count: 2,
      problems: [{ line: 2 }, { line: 3, code: 'ModelArts.72060050' }],
    });
    expect(await call('GET', 'datasets/bad')).toMatchObject({ status: 'FAILED', current_version: 0 });
    expect(await Array.fromAsync(objects.list('datasets/default/bad/'))).toEqual([]);
    const traces = await call<{ total_number: number }>(
      'GET',
      'traces?trace_name=failDataConnection&resource_id=bad',
    );
    expect(traces.total_number).toBe(1);
  });

  it('in quarantine keeps the good records and sets the bad ones aside', async () => {
    await upload('quarantined', {
      'a.jsonl': `${record('1')}\n{"context":"2"}\n${record('3')}\n`,
      'connection.json': manifest('quarantined', { mode: 'quarantine' }),
    });
    const { latest_run: run } = await waitFor('data-connections/quarantined', 'SUCCESS');
    expect(await call('GET', 'datasets/quarantined')).toMatchObject({ status: 'ONLINE', sample_count: 2 });
    const [reject] = await Array.fromAsync(objects.list(`runs/${run}/rejects/`));
    expect(JSON.parse(await readText(objects, reject?.key ?? ''))).toMatchObject({
      file: 'a.jsonl',
      line: 2,
      field: 'target',
      code: 'ModelArts.72060087',
    });
  });

  it.each([
    ['is not JSON', '{"datasetType":', 'ModelArts.72060001'],
    [
      'has an unknown type',
      JSON.stringify({ datasetType: 'poem', datasetName: 'poems' }),
      'ModelArts.72060001',
    ],
    ['names a data set that is there already', manifest('quarantined'), 'ModelArts.72010001'],
  ])('whose manifest %s is refused with its code', async (title, text, code) => {
    const connection = `refused-${title.length}`;
    await upload(connection, { 'a.jsonl': record('1'), 'connection.json': text });
    const { status, error } = await waitFor(`data-connections/${connection}`, 'FAILED');
    expect([status, error?.error_code]).toEqual(['FAILED', code]);
  });

  it('waits for the files that its manifest expects, whatever comes first', async () => {
    await upload('waiting', { 'connection.json': manifest('late', { expect: ['a.jsonl', 'b.jsonl'] }) });
    await upload('waiting', { 'b.jsonl': `${record('b')}\n` });
    await cloud.idle();
    expect(await call('GET', 'data-connections/waiting')).toMatchObject({ status: 'PENDING' });
    await upload('waiting', { 'a.jsonl': `${record('a')}\n` });
    await waitFor('data-connections/waiting', 'SUCCESS');
    expect(await call('GET', 'datasets/late')).toMatchObject({ sample_count: 2 });
  });
});
