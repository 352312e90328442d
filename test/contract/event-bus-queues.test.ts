import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqsNoticeQueue } from '../../lib/adapters/sqs-notice-queue.ts';
import { SqsQueueWatch } from '../../lib/adapters/sqs-queue-watch.ts';
import { type SqsServer, startSqsServer } from '../../lib/local/sqs/start-sqs-server.ts';
import type { RunNotice } from '../../lib/model/run-notice.ts';
import { parseNoticeMessage } from '../../lib/notices/notice-message.ts';
import { sqsHarness } from './sqs-harness.ts';

let directory: string;
let server: SqsServer;
let client: SQSClient;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'notice-queue-'));
  server = await startSqsServer({ directory });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SQSClient({ endpoint: server.url, region: 'us-east-1', credentials });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
  rmSync(directory, { recursive: true });
});

const noticeOf = (count: number): RunNotice => ({
  id: `run-${count}/run-started/1000`,
  type: 'run-started',
  time: 1000,
  workspace: 'default',
  run: `run-${count}`,
  kind: 'import',
  parent: { kind: 'connection', id: 'web', name: 'web' },
  output: { dataset: 'web', version: 1 },
});

describe('the notice queue', () => {
  it('brings every notice, and those for one place after a pause', async () => {
    const { create, attributes } = sqsHarness(client);
    const url = await create();
    const queue = new SqsNoticeQueue(client, url);
    const notices = Array.from({ length: 13 }, (_, count) => noticeOf(count));
    await queue.send(notices);
    await queue.retries.send({ notice: noticeOf(99), to: 'web-hook' });
    const received: string[] = [];
    for (let rounds = 0; rounds < 2; rounds++) {
      const receive = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 });
      const { Messages = [] } = await client.send(receive);
      received.push(...Messages.map(({ Body = '' }) => parseNoticeMessage(Body).notice.run));
    }
    expect(received.toSorted()).toEqual(notices.map(({ run }) => run).toSorted());
    expect(await attributes(url)).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
  });
});

describe('the doctor’s view of queues', () => {
  const open = async () => {
    const { createWithDeadLetters, send, receive, attributes } = sqsHarness(client);
    const { source, deadLetters } = await createWithDeadLetters(1, { VisibilityTimeout: '0' });
    const watch = new SqsQueueWatch(client, [{ url: source, workOf: 'refine' }]);
    const nameOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
    const view = async (url: string) => (await watch.list()).find(({ name }) => name === nameOf(url));
    const kill = async (...bodies: readonly string[]) => {
      for (const body of bodies) await send(source, body);
      await receive(source);
      await receive(source);
    };
    return { source, deadLetters, watch, nameOf, view, kill, attributes };
  };

  it('finds dead letters by the queues that they are of, and says how many and how old they are', async () => {
    const { source, deadLetters, nameOf, view, kill } = await open();
    await kill('one', 'two');
    expect(await view(source)).toMatchObject({
      workOf: 'refine',
      deadLettersOf: [],
      isWorked: true,
      messageCount: 0,
    });
    expect(await view(deadLetters)).toEqual({
      name: nameOf(deadLetters),
      deadLettersOf: [nameOf(source)],
      isWorked: false,
      messageCount: 2,
      sample: [{ sentAt: expect.any(Number) }, { sentAt: expect.any(Number) }],
    });
  });

  const putByHand = (deadLetters: string) => {
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    return client.send(
      new SendMessageCommand({
        QueueUrl: deadLetters,
        MessageBody: 'refused',
        MessageAttributes: { ErrorCode: text('ModelArts.72060001'), ErrorMessage: text('no') },
      }),
    );
  };

  it('leaves them where they are, and sees why they were put there', async () => {
    const { deadLetters, view } = await open();
    await putByHand(deadLetters);
    for (let look = 0; look < 3; look++) {
      expect(await view(deadLetters)).toMatchObject({
        messageCount: 1,
        sample: [{ error: { code: 'ModelArts.72060001', message: 'no' } }],
      });
    }
  });

  it('moves them back to the queue that they are of, those too that a function has put there', async () => {
    const { source, deadLetters, watch, nameOf, view, kill } = await open();
    await kill('one', 'two', 'three');
    await putByHand(deadLetters);
    expect(await watch.redrive(nameOf(deadLetters))).toBe(4);
    expect([(await view(source))?.messageCount, (await view(deadLetters))?.messageCount]).toEqual([4, 0]);
  });

  it('says so when it can not tell which of several queues a letter is of', async () => {
    const { source, deadLetters, nameOf, attributes } = await open();
    const { RedrivePolicy = '' } = await attributes(source);
    const other = await sqsHarness(client).create({ RedrivePolicy });
    await putByHand(deadLetters);
    const watch = new SqsQueueWatch(client, [{ url: source }, { url: other }]);
    await expect(watch.redrive(nameOf(deadLetters))).rejects.toMatchObject({
      code: 'ModelArts.72020092',
      details: { service: 'queue', reason: 'CouldNotDetermineMessageSource' },
    });
  });
});
