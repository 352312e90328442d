import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DeleteMessageBatchCommand,
  type Message,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { present, sqsHarness } from './sqs-harness.ts';

const program = fileURLToPath(new URL('./sqs-server-process.ts', import.meta.url));
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const start = async (directory: string) => {
  const child = fork(program, [directory]);
  const [url] = await once(child, 'message');
  const client = new SQSClient({ endpoint: String(url), region: 'us-east-1', credentials, maxAttempts: 1 });
  return { child, client, ...sqsHarness(client) };
};

const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL');
  await once(child, 'exit');
};

/** Repeats a task until it fails, which it does when the server is killed. */
const untilKilled = async (task: () => Promise<void>): Promise<void> => {
  try {
    for (;;) await task();
  } catch {
    // The connection is gone, as it should be.
  }
};

describe('queues whose server is killed', () => {
  it('lose nothing that was acknowledged and bring back nothing that was deleted', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-crash-'));
    const sent = new Set<string>();
    const deleted = new Set<string>();
    const received: string[] = [];
    let serial = 0;

    const sendSome = async (client: SQSClient, url: string): Promise<void> => {
      const bodies = Array.from({ length: 10 }, () => `m${serial++}`);
      const Entries = bodies.map((body, index) => ({ Id: `e${index}`, MessageBody: body }));
      await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      for (const body of bodies) sent.add(body);
    };
    const deleteSome = async (
      client: SQSClient,
      url: string,
      messages: readonly Message[],
    ): Promise<void> => {
      const bodies = messages.map(({ Body }) => present(Body));
      received.push(...bodies);
      const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: `e${index}`, ReceiptHandle }));
      if (Entries.length > 0) await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
      for (const body of bodies) deleted.add(body);
    };

    for (let life = 0; life < 4; life++) {
      const { child, client, create, receive } = await start(directory);
      const url = await create({}, 'q');
      const work = [
        ...Array.from({ length: 4 }, () => untilKilled(() => sendSome(client, url))),
        ...Array.from({ length: 2 }, () =>
          untilKilled(async () => deleteSome(client, url, await receive(url, { MaxNumberOfMessages: 5 }))),
        ),
      ];
      const target = sent.size + 300;
      while (sent.size < target) await new Promise((resolve) => setImmediate(resolve));
      await kill(child);
      await Promise.all(work);
      client.destroy();
    }

    const { child, client, create, receive } = await start(directory);
    const url = await create({}, 'q');
    const rest: string[] = [];
    for (let batch = await receive(url); batch.length > 0; batch = await receive(url)) {
      rest.push(...batch.map(({ Body }) => present(Body)));
    }
    await kill(child);
    client.destroy();
    rmSync(directory, { recursive: true });
    expect(rest.filter((body) => deleted.has(body))).toEqual([]);
    const known = new Set([...rest, ...received]);
    expect([...sent].filter((body) => !known.has(body))).toEqual([]);
    expect(new Set(rest).size).toBe(rest.length);
    expect(deleted.size).toBeGreaterThan(0);
  });
});
