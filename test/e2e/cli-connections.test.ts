import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-connections-'));
  cloud = spawn(process.execPath, [bin, 'start', '--data', join(folder, 'data'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (cloud.stdout === null) throw new Error('stdout is piped');
  const [line] = await once(createInterface(cloud.stdout), 'line');
  const { api, s3, bucket } = JSON.parse(line);
  env = { SLUICE_ENDPOINT: api, SLUICE_USER: 'ann' };
  objects = openBucket(bucket, { endpoint: s3, region: 'eu-west-1', credentials: localCredentials });
});
afterAll(async () => {
  if (cloud.exitCode === null && cloud.kill('SIGKILL')) await once(cloud, 'exit');
  await rm(folder, { recursive: true, force: true });
});

const cli = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await runCli(['connections', ...args], { env });
  return { code, stderr, reply: stdout === '' ? undefined : JSON.parse(stdout) };
};
const put = (file: string, text: string) => objects.write(`inbox/default/crawl/${file}`, Buffer.from(text));
const manifestFile = async (more: object): Promise<string> => {
  const path = join(folder, 'manifest.json');
  await writeFile(path, JSON.stringify({ datasetType: 'pretrain', datasetName: 'web', ...more }));
  return path;
};
const watch = () => {
  const child = spawn(process.execPath, [bin, 'connections', 'list', '--watch'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
};

describe('the life of a connection on the command line', () => {
  it('begins with a folder of files', async () => {
    await put('a.jsonl', '{"text":"a"}\n');
    const wrong = await cli('create', 'crawl', '--type', 'pretrain');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--dataset') });
    const { code, reply } = await cli('create', 'crawl', '--type', 'pretrain', '--dataset', 'web', '--wait');
    expect({ code, reply }).toMatchObject({
      code: 0,
      reply: { status: 'SUCCEEDED', output: { version: 1 } },
    });
  });

  it('goes on with a synchronization that makes a version only of changed files', async () => {
    expect(await cli('sync', 'crawl')).toMatchObject({ code: 0, reply: { status: 'UNCHANGED' } });
    await put('b.jsonl', '{"text":"b"}\n');
    const { reply } = await cli('sync', 'crawl', '--wait');
    expect(reply).toMatchObject({ status: 'SUCCEEDED', output: { dataset: 'web', version: 2 } });
  });

  it('is edited, fails of a bad record, and is retried both ways', async () => {
    const { reply } = await cli('edit', 'crawl', '--manifest', await manifestFile({ name: 'Web' }));
    expect(reply).toMatchObject({ name: 'Web', status: 'SUCCESS' });
    await put('c.jsonl', 'no json\n');
    for (const verb of ['sync', 'retry']) {
      const failure = await cli(verb, 'crawl', '--wait');
      expect(failure).toMatchObject({ code: 1, reply: undefined });
      expect(failure.stderr).toContain('ModelArts.72060050');
    }
    const manifest = await manifestFile({ mode: 'quarantine' });
    const retried = await cli('retry', 'crawl', '--re-edit', manifest, '--wait');
    expect(retried).toMatchObject({ code: 0, reply: { output: { version: 3 } } });
    expect((await cli('retry', 'crawl')).code).toBe(6);
  });

  it('waits for files until it is stopped', async () => {
    const manifest = await manifestFile({ datasetName: 'later', expect: ['late.jsonl'] });
    const created = await cli('create', 'late', '--manifest', manifest);
    expect(created.reply).toMatchObject({ id: 'late', status: 'PENDING', creator: 'ann' });
    expect((await cli('stop', 'late')).reply).toMatchObject({ status: 'STOPPED' });
    expect((await cli('retry', 'late')).code).toBe(4);
  });

  it('is listed as people and programs ask', async () => {
    const ids = async (...filters: readonly string[]) =>
      (await cli('list', ...filters)).reply.connections.map(({ id }: { readonly id: string }) => id);
    expect(await ids()).toEqual(['late', 'crawl']);
    expect(await ids('--status', 'stopped', '--mine')).toEqual(['late']);
    expect(await ids('--dataset', 'web', '--name', 'CRAWL', '--id', 'crawl')).toEqual(['crawl']);
  });

  it('is watched, a line of JSON a look, until interrupted or nobody reads', async () => {
    const [interrupted, unread] = [watch(), watch()];
    const newestName = async (): Promise<unknown> => {
      const { value = '' } = await interrupted.lines.next();
      return JSON.parse(value).connections[0].name;
    };
    expect(await newestName()).toMatch(/^data-connect-/);
    await cli('edit', 'late', '--manifest', await manifestFile({ datasetName: 'later', name: 'Later' }));
    while ((await newestName()) !== 'Later');
    interrupted.child.kill('SIGINT');
    expect(await once(interrupted.child, 'exit')).toEqual([130, null]);
    await unread.lines.next();
    unread.child.stdout.destroy();
    expect(await once(unread.child, 'exit')).toEqual([0, null]);
  });

  it('ends when it is deleted, restored, deleted again and then for good', async () => {
    expect((await cli('purge', 'crawl', '--confirm', 'DELETE')).code).toBe(6);
    const both = await cli('delete', 'crawl', 'late');
    expect(both).toMatchObject({ code: 0, reply: { results: [{ id: 'crawl' }, { id: 'late' }] } });
    expect((await cli('list', '--deleted')).reply).toMatchObject({ total_number: 2 });
    expect((await cli('restore', 'crawl')).reply).toMatchObject({ deleted: false });
    const twice = await cli('delete', 'late', 'crawl');
    expect(twice).toMatchObject({ code: 6, reply: { results: [{ error: {} }, { id: 'crawl' }] } });
    expect((await cli('purge', 'crawl')).code).toBe(2);
    const purged = await cli('purge', 'crawl', '--confirm', 'DELETE', '--delete-files');
    expect(purged.code).toBe(0);
    expect(await Array.fromAsync(objects.list('inbox/default/crawl/'))).toEqual([]);
    expect((await cli('show', 'crawl')).code).toBe(4);
  });
});
