import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = (dataDirectory: string): string => `
  import { startLocalCloud } from ${JSON.stringify(new URL('../../lib/local/start-local-cloud.ts', import.meta.url).href)};
  const serviceFile = ${JSON.stringify(resolve('test/fixtures/handlers/serverless.yml'))};
  const cloud = await startLocalCloud({ dataDirectory: ${JSON.stringify(dataDirectory)}, port: 0, workers: 2, serviceFile });
  console.log(JSON.stringify(cloud));
  await cloud.idle();
  console.log('idle');
  process.on('SIGTERM', () => cloud.stop());
`;

describe('a local cloud that is killed', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'local-crash-'));
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script(folder)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const output = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value: facts = '' } = await output.next();
    return { child, cloud: JSON.parse(facts), nextLine: async () => (await output.next()).value };
  };
  const handled = (): string[] =>
    readFileSync(join(folder, 'handled'), { encoding: 'utf8', flag: 'a+' }).split('\n').slice(0, -1);
  const handledAtLeast = async (count: number): Promise<void> => {
    for await (const _ of watchFolder(folder)) if (handled().length >= count) return;
  };

  it('loses no message: each of 300 is handled at least once, though it was killed twice', async () => {
    let { child, cloud, nextLine } = await start();
    const sqs = new SQSClient({
      region: cloud.region,
      credentials: cloud.credentials,
      endpoint: cloud.endpoints.sqs,
    });
    for (let number = 0; number < 300; number += 10) {
      const Entries = Array.from({ length: 10 }, (_, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify({ number: number + index, file: join(folder, 'handled') }),
      }));
      await sqs.send(
        new SendMessageBatchCommand({ QueueUrl: `${cloud.endpoints.sqs}/000000000000/Records`, Entries }),
      );
    }
    for (const count of [60, 160]) {
      await handledAtLeast(count);
      child.kill('SIGKILL');
      await once(child, 'exit');
      ({ child, cloud, nextLine } = await start());
    }
    expect(await nextLine()).toBe('idle');
    expect(new Set(handled().map(Number)).size).toBe(300);
    expect(handled().length).toBeLessThan(330);
  });
});

/** Yields at once and then whenever something in a folder changes. */
async function* watchFolder(folder: string): AsyncGenerator<void> {
  const watcher = watch(folder);
  try {
    for (;;) {
      yield;
      await once(watcher, 'change');
    }
  } finally {
    watcher.close();
  }
}
