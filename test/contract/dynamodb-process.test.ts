import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canDieWithParent, spawnDynoxide } from '../../lib/local/dynamodb/dynoxide-process.ts';
import { findDynoxide } from '../../lib/local/dynamodb/find-dynoxide.ts';
import {
  type Dynamodb,
  type DynamodbOptions,
  startDynamodb,
} from '../../lib/local/dynamodb/start-dynamodb.ts';
import { freshTable, tableHarness } from './dynamodb-harness.ts';

const binary = findDynoxide();
const ownerProgram = fileURLToPath(new URL('./dynamodb-owner-process.ts', import.meta.url));
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

describe.skipIf(binary === undefined)('the process of DynamoDB', () => {
  let directory = '';
  const started: Dynamodb[] = [];
  const children: ChildProcess[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-dynamodb-'));
  });
  afterEach(async () => {
    for (const dynamodb of started.splice(0)) await dynamodb.stop();
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  const table = freshTable();
  const start = async (options: Partial<DynamodbOptions> = {}): Promise<Dynamodb> => {
    const dynamodb = await startDynamodb({ directory, tables: [table], ...options });
    started.push(dynamodb);
    return dynamodb;
  };
  const connect = ({ url: endpoint }: { readonly url: string }, maxAttempts = 10) =>
    tableHarness(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts }), table.name);
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const databasePath = () => join(directory, 'dynamodb.sqlite');

  it('keeps everything that was acknowledged when it is killed, and goes on at the same address', async () => {
    const dynamodb = await start();
    const deaths: string[] = [];
    dynamodb.onExit((reason) => deaths.push(reason));
    const { put, get, key } = connect(dynamodb, 1);
    const acknowledged: string[] = [];
    let serial = 0;
    const putUntilKilled = async (): Promise<void> => {
      for (;;) {
        const id = `item ${serial++}`;
        const isStored = await put(key(id)).then(
          () => true,
          () => false,
        );
        if (!isStored) return;
        acknowledged.push(id);
      }
    };
    for (let life = 1; life <= 2; life++) {
      const { pid = 0 } = dynamodb;
      const writers = [1, 2, 3, 4].map(putUntilKilled);
      await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(100 * life), 20_000);
      process.kill(pid, 'SIGKILL');
      await Promise.all(writers);
      await vi.waitFor(() => expect([undefined, pid]).not.toContain(dynamodb.pid), 10_000);
    }
    const kept = await Promise.all(acknowledged.map((id) => get(id)));
    expect(kept.filter((item) => item === undefined)).toEqual([]);
    expect(deaths).toEqual(['ended with SIGKILL', 'ended with SIGKILL']);
  });

  it('keeps its items from one start to the next', async () => {
    const first = await start();
    await connect(first).put(connect(first).key('kept'));
    await first.stop();
    expect(await connect(await start()).get('kept')).toBeDefined();
  });

  it('ends when it is told to, and leaves no note', async () => {
    const dynamodb = await start();
    const { pid = 0 } = dynamodb;
    await dynamodb.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(directory, 'dynamodb.pid'))).toBe(false);
  });

  it('takes the place of a process that a killed owner has left behind', async () => {
    const { port } = await start().then(async (dynamodb) => {
      await dynamodb.stop();
      return dynamodb;
    });
    const orphan = spawnDynoxide({ binary: binary ?? '', databasePath: databasePath(), port });
    children.push(orphan);
    const ended = once(orphan, 'exit');
    const owner = spawn('true');
    await once(owner, 'exit');
    writeFileSync(join(directory, 'dynamodb.pid'), JSON.stringify({ pid: orphan.pid, owner: owner.pid }));
    const dynamodb = await start({ port });
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await connect(dynamodb).get('anything')).toBeUndefined();
  });

  it('leaves a process alone that only has the number of an earlier one', async () => {
    const other = spawn('sleep', ['60']);
    children.push(other);
    writeFileSync(join(directory, 'dynamodb.pid'), JSON.stringify({ pid: other.pid, owner: 1 }));
    await start();
    expect(other.exitCode ?? other.signalCode).toBeNull();
  });

  it('does not start beside another that uses the same folder', async () => {
    const first = await start();
    await expect(start()).rejects.toMatchObject({
      code: 'ModelArts.72060001',
      details: { argument: databasePath(), reason: expect.stringContaining(`process ${process.pid}`) },
    });
    expect(await connect(first).get('anything')).toBeUndefined();
  });

  it.skipIf(!canDieWithParent())('dies when its owner is killed', async () => {
    const owner = fork(ownerProgram, [directory]);
    children.push(owner);
    const [{ pid }] = await once(owner, 'message');
    owner.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(Number(pid))).toBe(false), 10_000);
  });

  it('says so when its port is taken', async () => {
    const { port } = await start();
    const other = mkdtempSync(join(tmpdir(), 'sluice-dynamodb-'));
    await expect(start({ directory: other, port })).rejects.toMatchObject({
      code: 'ModelArts.72060001',
      details: { argument: `DynamoDB port ${port}`, reason: expect.stringContaining('already in use') },
    });
    rmSync(other, { recursive: true });
  });
});

describe('a platform without a DynamoDB server', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const start = () => startDynamodb({ directory: '/nonexistent', binary: undefined });

  it('uses the endpoint that the environment names', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:8000');
    const { url, port, pid } = await start();
    expect([url, port, pid]).toEqual(['http://127.0.0.1:8000', 8000, undefined]);
  });

  it('says what to do when the environment names none', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', '');
    await expect(start()).rejects.toMatchObject({
      code: 'ModelArts.72060001',
      details: {
        argument: 'AWS_ENDPOINT_URL_DYNAMODB',
        reason: expect.stringContaining('address of a server'),
      },
    });
  });
});
