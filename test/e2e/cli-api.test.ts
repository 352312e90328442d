import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followRun } from '../../lib/cli/api/follow-run.ts';
import { followConnection } from '../../lib/cli/upload/follow-connection.ts';
import { overrideSetting } from '../../lib/config.ts';
import type { Dataset } from '../../lib/model/document.ts';
import { runCli } from './run-cli.ts';
import { type ServedApi, serveApi } from './serve-api.ts';

const dataset: Dataset = {
  id: 'questions',
  workspace: 'default',
  user: 'ann',
  madeBy: 'upload',
  description: '',
  type: 'single-turn',
  format: 'platform',
  status: 'online',
  version: 1,
  recordCount: 3,
  sizeBytes: 100,
  properties: {},
  copyright: {},
  createdAt: 1,
  updatedAt: 1,
};

let api: ServedApi;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-api-'));
  api = await serveApi();
  await api.documents.commit([{ kind: 'dataset', document: dataset, expectedRevision: 0 }], []);
  const recipe = { operators: [{ id: 'text-length-filtering', params: { min: 1 } }] };
  await writeFile(join(folder, 'recipe.json'), JSON.stringify(recipe));
});
afterEach(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const cli = (...args: readonly string[]) =>
  runCli(args, {
    // Nothing listens on the discard port.
    env: { SLUICE_ENDPOINT: api.endpoint, SLUICE_USER: 'ben', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' },
  });

const create = (...more: readonly string[]) =>
  cli(
    'tasks',
    'create',
    '--dataset',
    'questions',
    '--recipe',
    join(folder, 'recipe.json'),
    '--output',
    'clean',
    ...more,
  );

describe('sluice over the HTTP API', () => {
  it('lists and shows data sets', async () => {
    const [list, shown] = await Promise.all([cli('datasets', 'list'), cli('datasets', 'show', 'questions')]);
    expect(list.code).toBe(0);
    expect(JSON.parse(list.stdout)).toMatchObject({ total_number: 1, datasets: [{ name: 'questions' }] });
    expect(JSON.parse(shown.stdout)).toMatchObject({ id: 'questions', sample_count: 3 });
  });

  it('looks in the workspace that it is told', async () => {
    const { stdout } = await cli('datasets', 'list', '--workspace', 'other');
    expect(JSON.parse(stdout)).toMatchObject({ total_number: 0, datasets: [] });
  });

  it.each([
    ['connections', 'ModelArts.72060020'],
    ['datasets', 'ModelArts.72010003'],
    ['tasks', 'ModelArts.72020048'],
    ['runs', 'ModelArts.72020020'],
  ])('exits with 4 for an item of %s that is not there, with its code', async (command, expected) => {
    const { code, stdout, stderr } = await cli(command, 'show', 'no/such');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain(expected);
  });

  it('creates a task and starts a run of it', async () => {
    const created = await create('--name', 'my-task');
    expect(created.code).toBe(0);
    const task = JSON.parse(created.stdout);
    expect(task).toMatchObject({ name: 'my-task', creator: 'ben', latest_status: 'NOT_STARTED' });

    const started = await cli('tasks', 'start', task.id);
    expect(JSON.parse(started.stdout)).toMatchObject({ kind: 'refine', status: 'RUNNING' });
    expect(api.sent).toMatchObject([{ kind: 'refine', shard: 'plan' }]);
    const runs = await cli('runs', 'list');
    expect(JSON.parse(runs.stdout)).toMatchObject({
      total_number: 1,
      runs: [{ parent: { name: 'my-task' } }],
    });
  });

  it('exits with 6 for a name that is taken, and for a task that runs already', async () => {
    const taken = await create('--output', 'questions');
    expect(taken.code).toBe(6);
    expect(taken.stderr).toContain('dataset name [questions] already exists');

    const { id } = JSON.parse((await create()).stdout);
    await cli('tasks', 'start', id);
    expect((await cli('tasks', 'start', id)).code).toBe(6);
  });

  it('stops a task that runs, and follows the run until it has', async () => {
    const { id } = JSON.parse((await create()).stdout);
    await cli('tasks', 'start', id);
    expect((await cli('tasks', 'stop', id)).code).toBe(6); // what is pending can't be stopped
    const found = await api.documents.find('task', 'default', id);
    if (found === undefined) throw new Error('the task was created above');
    const document = { ...found.document, status: 'running' } as const;
    await api.documents.commit([{ kind: 'task', document, expectedRevision: found.revision }], []);
    const { code, stdout } = await cli('tasks', 'stop', id, '--wait');
    expect({ code, run: JSON.parse(stdout) }).toMatchObject({ code: 0, run: { status: 'STOPPED' } });
    expect(JSON.parse((await cli('tasks', 'show', id)).stdout)).toMatchObject({ latest_status: 'STOPPED' });
  });

  it('filters the audit trail', async () => {
    await create();
    const found = await cli(
      'traces',
      'list',
      '--name',
      'createRefineJob',
      '--user',
      'ben',
      '--from',
      '2026-01-01',
    );
    expect(JSON.parse(found.stdout)).toMatchObject({
      total_number: 1,
      traces: [{ trace_name: 'createRefineJob' }],
    });
    const none = await cli('traces', 'list', '--to', '2000-01-01');
    expect(JSON.parse(none.stdout)).toMatchObject({ total_number: 0 });
  });
});

describe('following a run', () => {
  const error = {
    code: 'ModelArts.72020067',
    message: 'read obs error, reason:[gone]',
    details: { reason: 'gone' },
  } as const;
  const connection = {
    id: 'mine',
    workspace: 'default',
    user: 'ann',
    name: 'mine',
    status: 'pending',
    createdAt: 1,
    updatedAt: 1,
  } as const;

  beforeEach(() => overrideSetting('SLUICE_ENDPOINT', api.endpoint));

  it('ends with the code that failed the run', async () => {
    const { id } = JSON.parse((await create()).stdout);
    const { id: runId } = JSON.parse((await cli('tasks', 'start', id)).stdout);
    const found = await api.documents.find('run', 'default', runId);
    if (found === undefined) throw new Error('the run was created above');
    const document = { ...found.document, status: 'failed', error } as const;
    await api.documents.commit([{ kind: 'run', document, expectedRevision: found.revision }], []);
    await expect(followRun(runId, 'default')).rejects.toMatchObject({
      code: error.code,
      details: error.details,
    });
  });

  it('ends with the code that refused an upload, which may be noticed later', async () => {
    const following = followConnection('mine', 'default');
    await api.documents.commit([{ kind: 'connection', document: connection, expectedRevision: 0 }], []);
    const document = { ...connection, status: 'failed', error } as const;
    await api.documents.commit([{ kind: 'connection', document, expectedRevision: 1 }], []);
    await expect(following).rejects.toMatchObject({ code: error.code });
  });

  it.each([
    ['stopped', { status: 'stopped' }],
    ['deleted', { deletedAt: 2 }],
  ] as const)('ends when the connection is %s before it has a run', async (_title, change) => {
    const document = { ...connection, ...change };
    await api.documents.commit([{ kind: 'connection', document, expectedRevision: 0 }], []);
    expect(await followConnection('mine', 'default')).toEqual({ status: document.status.toUpperCase() });
  });
});

describe('sluice upload', () => {
  const upload = (path: string, ...more: readonly string[]) =>
    cli('upload', path, '--type', 'pretrain', '--name', 'mine', ...more);

  it.each([
    ['a folder without data', async () => folder, 'ModelArts.72060041', 2],
    ['a file', async () => join(folder, 'recipe.json'), 'ModelArts.72060086', 2],
    ['a folder that is not there', async () => join(folder, 'absent'), 'ModelArts.72020136', 4],
  ])('refuses %s', async (_what, path, expected, exitCode) => {
    const target = await path();
    if (target === folder) await rm(join(folder, 'recipe.json'));
    const { code, stdout, stderr } = await upload(target);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
    expect(stderr).toContain(expected);
  });

  it('refuses a name that no data set may have before it sends a byte', async () => {
    const { code, stderr } = await upload(folder, '--dataset', '-bad-');
    expect(code).toBe(2);
    expect(stderr).toContain('datasetName');
  });

  it('fails when the object store does not answer', async () => {
    const { code, stderr } = await upload(folder);
    expect(code).toBe(1);
    expect(stderr).toContain('ModelArts.72020067');
  });
});
