import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqsEventQueue } from '../../lib/adapters/sqs-event-queue.ts';
import { SqsWorkQueue } from '../../lib/adapters/sqs-work-queue.ts';
import { type SqsServer, startSqsServer } from '../../lib/local/sqs/start-sqs-server.ts';
import type { RunEvent, StageKind, WorkMessage } from '../../lib/model/run.ts';
import { MemoryQueue } from '../../lib/ports/memory/memory-queue.ts';
import { describeQueues, eventOf, workOf } from './queues.contract.ts';

const settings = { visibilityTimeoutSeconds: 60, maxReceiveCount: 3 };
const groupOf = ({ runId }: RunEvent): string => runId;

const drain = <Message>(queue: MemoryQueue<Message>): readonly Message[] => {
  const drained: Message[] = [];
  for (let batch = queue.receive(10); batch.length > 0; batch = queue.receive(10)) {
    drained.push(...batch.map(({ message }) => message));
    for (const received of batch) queue.acknowledge(received);
  }
  return drained;
};

describeQueues('MemoryQueue', async () => {
  const clock = { now: () => 0 };
  const work = new MemoryQueue<WorkMessage>(clock, settings);
  const events = new MemoryQueue<RunEvent>(clock, { ...settings, groupOf });
  return { work, events, receiveWork: async () => drain(work), receiveEvents: async () => drain(events) };
});

describe('MemoryQueue', () => {
  const open = (options = {}) => {
    const clock = { time: 0, now: () => clock.time };
    return { clock, queue: new MemoryQueue<WorkMessage>(clock, { ...settings, ...options }) };
  };

  it('delivers a message again that nobody has acknowledged in time', async () => {
    const { clock, queue } = open();
    await queue.send([workOf(1)]);
    expect(queue.receive(10)).toMatchObject([{ message: workOf(1), receiveCount: 1 }]);
    clock.time = 59_999;
    expect(queue.receive(10)).toEqual([]);
    clock.time = 60_000;
    expect(queue.receive(10)).toMatchObject([{ message: workOf(1), receiveCount: 2 }]);
  });

  it('moves a message to the dead letters that was delivered too often', async () => {
    const { clock, queue } = open();
    await queue.send([workOf(1)]);
    for (let delivery = 0; delivery < 4; delivery++) {
      queue.receive(10);
      clock.time += 60_000;
    }
    expect([queue.size, queue.deadLetters]).toEqual([0, [workOf(1)]]);
  });

  it('shows a delayed message when its time has come', async () => {
    const { clock, queue } = open();
    await queue.send([workOf(1)], 8);
    expect(queue.receive(10)).toEqual([]);
    clock.time = 8000;
    expect(queue.receive(10)).toHaveLength(1);
  });

  it('holds the messages of a group back while an earlier one is not acknowledged', async () => {
    const { queue } = open({ groupOf: ({ runId }: WorkMessage) => runId });
    await queue.send([workOf(1), workOf(2), workOf(3, { runId: 'run-2' })]);
    const [first] = queue.receive(1);
    expect(queue.receive(10).map(({ message }) => message.shard)).toEqual([3]);
    if (first !== undefined) queue.acknowledge(first);
    expect(queue.receive(10).map(({ message }) => message.shard)).toEqual([2]);
  });
});

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
let server: SqsServer;
let client: SQSClient;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-queues-'));
  server = await startSqsServer({ directory });
  client = new SQSClient({ endpoint: server.url, region: 'us-east-1', credentials });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
  await rm(directory, { recursive: true });
});

const receiveAll = async <Message>(QueueUrl: string): Promise<readonly Message[]> => {
  const received: Message[] = [];
  for (;;) {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await client.send(receive);
    if (Messages.length === 0) return received;
    received.push(...Messages.map(({ Body = '' }): Message => JSON.parse(Body)));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
};

let openedCount = 0;
const openSqs = async () => {
  const name = `q${++openedCount}`;
  const [validate, refine] = [
    await server.createQueue(`${name}-validate`, {}),
    await server.createQueue(`${name}-refine`, {}),
  ];
  const eventUrl = await server.createQueue(`${name}-events.fifo`, { FifoQueue: 'true' });
  const urlOf = (kind: StageKind): string => (kind === 'validate' ? validate : refine);
  return {
    work: new SqsWorkQueue(client, urlOf),
    events: new SqsEventQueue(client, eventUrl),
    receiveWork: async () => [
      ...(await receiveAll<WorkMessage>(validate)),
      ...(await receiveAll<WorkMessage>(refine)),
    ],
    receiveEvents: () => receiveAll<RunEvent>(eventUrl),
  };
};

describeQueues('SqsWorkQueue and SqsEventQueue', openSqs);

describe('SqsEventQueue', () => {
  it('takes every send for an event of its own: a run may be stopped, go on and be stopped again', async () => {
    const { events, receiveEvents } = await openSqs();
    await events.send([eventOf('run-1', 0)]);
    await events.send([eventOf('run-1', 1), eventOf('run-1', 0)]);
    expect(await receiveEvents()).toEqual([eventOf('run-1', 0), eventOf('run-1', 1), eventOf('run-1', 0)]);
  });
});

describe('SqsWorkQueue', () => {
  const mock = () => mockClient(SQSClient).on(SendMessageBatchCommand);
  const queue = () => new SqsWorkQueue(new SQSClient({ region: 'us-east-1' }), () => 'http://queue');
  const refusal = (SenderFault: boolean) => ({
    Successful: [],
    Failed: [{ Id: '1', Code: 'InternalError', SenderFault }],
  });

  it('sends those messages again, and only those, that SQS could not take', async () => {
    const sqs = mock().resolvesOnce(refusal(false)).resolves({ Successful: [], Failed: [] });
    await queue().send([workOf(0), workOf(1), workOf(2)]);
    const bodies = sqs
      .commandCalls(SendMessageBatchCommand)
      .map(({ args: [{ input }] }) =>
        input.Entries?.map(({ MessageBody = '' }) => JSON.parse(MessageBody).shard),
      );
    expect(bodies).toEqual([[0, 1, 2], [1]]);
    sqs.restore();
  });

  it('fails at once when a message is at fault itself', async () => {
    const sqs = mock().resolves(refusal(true));
    await expect(queue().send([workOf(0), workOf(1)])).rejects.toMatchObject({ code: 'ModelArts.72020092' });
    expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(1);
    sqs.restore();
  });
});
