import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBucket } from '../../lib/adapters/open-bucket.ts';
import { localCredentials } from '../../lib/local/runner/function-environment.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';
import { runCli } from './run-cli.ts';

const bin = fileURLToPath(new URL('../../bin/sluice.js', import.meta.url));

let folder: string;
let cloud: ChildProcess;
let env: Record<string, string>;
let objects: ObjectStore;
let wordsAddress: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-tasks-'));
  cloud = spawn(process.execPath, [bin, 'start', '--data', join(folder, 'data'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (cloud.stdout === null) throw new Error('stdout is piped');
  const [line] = await once(createInterface(cloud.stdout), 'line');
  const { api, s3, bucket } = JSON.parse(line);
  env = { SLUICE_ENDPOINT: api, SLUICE_USER: 'ann', AWS_ENDPOINT_URL_S3: s3 };
  objects = openBucket(bucket, { endpoint: s3, region: 'eu-west-1', credentials: localCredentials });
  wordsAddress = `s3://${bucket}/words.txt`;
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'web', 'a.jsonl'), '{"text":"spam and ham"}\n{"text":"ham"}\n');
  const upload = ['upload', join(folder, 'web'), '--type', 'pretrain', '--name', 'crawl', '--dataset', 'web'];
  expect(await runCli(upload, { env })).toMatchObject({ code: 0 });
}, 30_000);
afterAll(async () => {
  if (cloud.exitCode === null && cloud.kill('SIGKILL')) await once(cloud, 'exit');
  await rm(folder, { recursive: true, force: true });
});

const cli = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await runCli(['tasks', ...args], { env });
  return { code, stderr, reply: stdout === '' ? undefined : JSON.parse(stdout) };
};

const recipeFile = async (...operators: readonly object[]): Promise<string> => {
  const path = join(folder, 'recipe.json');
  await writeFile(path, JSON.stringify({ operators }));
  return path;
};
const withWords = () => ({ id: 'custom-keyword-filtering', params: { keywords_path: wordsAddress } });

describe('the life of a task on the command line', () => {
  let id: string;
  let run: string;

  it('begins unfinished, and can not be started', async () => {
    const { code, reply } = await cli('create', '--dataset', 'web', '--name', 'weekly');
    expect(code).toBe(0);
    expect(reply).toMatchObject({ name: 'weekly', creator: 'ann', latest_status: 'NOT_STARTED' });
    ({ id } = reply);
    const started = await cli('start', id);
    expect(started).toMatchObject({ code: 2, reply: undefined, stderr: expect.stringContaining('72020050') });
  });

  it('is completed piece by piece, by who has read it last', async () => {
    expect(await cli('edit', id)).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing') });
    const idle = await recipeFile({ id: 'start-node' }, { id: 'end-node' });
    expect(await cli('edit', id, '--recipe', idle)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('72020087'),
    });
    expect(await cli('edit', id, '--recipe', 'absent.yaml')).toMatchObject({ code: 4 });
    const recipe = await recipeFile(withWords());
    const edited = await cli(
      'edit',
      id,
      '--recipe',
      recipe,
      '--output',
      'clean',
      '--property',
      'by=us=me',
      '--name',
      'monthly',
    );
    expect(edited.reply).toMatchObject({
      name: 'monthly',
      editor: 'ann',
      recipe: { operators: [{ id: 'custom-keyword-filtering' }] },
      output: { dataset: 'clean', publish: true, properties: { by: 'us=me' } },
      revision: 4,
    });
    expect((await cli('edit', id, '--no-publish')).reply).toMatchObject({
      output: { dataset: 'clean', publish: false, properties: { by: 'us=me' } },
    });
    const late = await cli('edit', id, '--revision', '4', '--name', 'late');
    expect(late).toMatchObject({ code: 6, stderr: expect.stringContaining('72020128') });
  });

  it('fails, says why, and fails again while nothing has changed', async () => {
    const started = await cli('start', id, '--publish', '--wait');
    expect(started).toMatchObject({ code: 1, reply: undefined, stderr: expect.stringContaining('72091001') });
    const { reply } = await cli('show', id);
    expect(reply).toMatchObject({ latest_status: 'FAILED', error: { error_code: 'ModelArts.72091001' } });
    run = reply.latest_run;
    expect(await cli('start', id)).toMatchObject({ code: 6, stderr: expect.stringContaining('retry') });
    expect(await cli('retry', id, '--wait')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('72091001'),
    });
  }, 20_000);

  it('is retried, and the same run ends well', async () => {
    await objects.write('words.txt', Buffer.from('spam\n'));
    const { code, reply } = await cli('retry', id, '--wait');
    expect(code).toBe(0);
    expect(reply).toMatchObject({ id: run, status: 'SUCCEEDED', output: { dataset: 'clean', version: 1 } });
    expect((await cli('show', id)).reply).toMatchObject({ latest_status: 'DATASET_GENERATED' });
  }, 20_000);

  it('has nothing to stop, to generate or to retry then', async () => {
    for (const verb of ['stop', 'stop-generating', 'generate', 'retry']) {
      expect(await cli(verb, id), verb).toMatchObject({ code: 6, reply: undefined });
    }
    const { reply } = await cli('duplicate', id, '--name', 'copy');
    expect(reply).toMatchObject({ name: 'copy', latest_status: 'NOT_STARTED' });
    expect(await cli('generate', reply.id)).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('not run yet'),
    });
  });

  it('tells what was done with it', async () => {
    const { reply } = await cli('operations', id, '--limit', '100');
    const names = reply.operations.map(({ trace_name }: { readonly trace_name: string }) => trace_name);
    expect(names.at(-1)).toBe('createRefineJob');
    expect(names).toEqual(
      expect.arrayContaining(['updateRefineJob', 'startRefineJob', 'retryRefineJob', 'failRefineJob']),
    );
    expect((await cli('operations', id, '--limit', '1')).reply).toMatchObject({
      operations: [{ trace_name: 'finishRefineJob' }],
    });
  });

  it('is found by what is known of it', async () => {
    const found = async (...filters: readonly string[]) =>
      (await cli('list', ...filters)).reply.refine_jobs.map(({ name }: { readonly name: string }) => name);
    const expected: readonly (readonly [readonly string[], readonly string[]])[] = [
      [[], ['copy', 'monthly']],
      [['--status', 'generated'], ['monthly']],
      [['--status', 'not-started'], ['copy']],
      [['--name', 'MONTH', '--mine'], ['monthly']],
      [['--dataset', 'clean'], ['monthly']],
      [['--id', id], ['monthly']],
      [['--creator', 'ben'], []],
    ];
    const names = await Promise.all(expected.map(([filters]) => found(...filters)));
    expect(names).toEqual(expected.map(([, gives]) => gives));
    expect(await cli('list', '--status', 'odd')).toMatchObject({ code: 2 });
  });

  it('is watched: each look is a line for programs', async () => {
    const child = spawn(process.execPath, [bin, 'tasks', 'list', '--watch'], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const { value } = await lines.next();
    expect(JSON.parse(value ?? '')).toMatchObject({ total_number: 2 });
    if (child.kill('SIGKILL')) await once(child, 'exit');
  });

  it('ends deleted, restored, deleted again and gone for good', async () => {
    expect((await cli('delete', id)).reply).toMatchObject({ deleted: true });
    expect((await cli('list', '--deleted')).reply).toMatchObject({ total_number: 1, refine_jobs: [{ id }] });
    expect(await cli('start', id)).toMatchObject({ code: 6, stderr: expect.stringContaining('restore') });
    expect((await cli('restore', id)).reply).toMatchObject({ deleted: false });
    expect(await cli('purge', id, '--confirm', 'DELETE')).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('72020045'),
    });
    const batch = await cli('delete', id, 'none');
    expect(batch).toMatchObject({
      code: 4,
      reply: { results: [{ id }, { id: 'none', error: { error_code: 'ModelArts.72020048' } }] },
    });
    expect(await cli('purge', id)).toMatchObject({ code: 2, stderr: expect.stringContaining('--confirm') });
    expect(await cli('purge', id, '--confirm', 'DELETE')).toMatchObject({ code: 0, reply: { id } });
    expect(await cli('show', id)).toMatchObject({ code: 4 });
  });
});
