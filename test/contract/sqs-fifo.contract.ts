import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { errorName, sqsHarness } from './sqs-harness.ts';

/** FIFO queues: order within groups, and no message twice. */
export const itHandlesFifo = (client: () => SQSClient): void => {
  const harness = () => sqsHarness(client());
  const create = (more: Record<string, string> = {}) =>
    harness().create({ FifoQueue: 'true', VisibilityTimeout: '600', ...more });
  const send = (url: string, body: string, more: Partial<SendMessageCommandInput> = {}) =>
    harness().send(url, body, { MessageGroupId: 'a', MessageDeduplicationId: body, ...more });
  const bodiesOf = (messages: readonly { readonly Body?: string | undefined }[]) =>
    messages.map(({ Body }) => Body);

  it('gives the messages of a group in the order in which they were sent', async () => {
    const url = await create();
    const Entries = Array.from({ length: 10 }, (_, index) => ({
      Id: `e${index}`,
      MessageBody: `${index}`,
      MessageGroupId: 'a',
      MessageDeduplicationId: `${index}`,
    }));
    await client().send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    const received = await harness().receive(url, { WaitTimeSeconds: 5 });
    expect(bodiesOf(received)).toEqual(Entries.map(({ MessageBody }) => MessageBody));
    const numbers = received.map(({ Attributes }) => Attributes?.SequenceNumber ?? '');
    expect(numbers).toEqual(numbers.toSorted());
    expect(new Set(numbers).size).toBe(10);
  });

  it('holds a group back while one of its messages is in flight, and lets others pass', async () => {
    const url = await create();
    await send(url, 'a1');
    await send(url, 'a2');
    await send(url, 'b1', { MessageGroupId: 'b' });
    const first = await harness().receiveOne(url);
    const second = await harness().receiveOne(url);
    expect(bodiesOf([first, second])).toEqual(['a1', 'b1']);
    expect(await harness().receive(url)).toEqual([]);
    await harness().remove(url, first);
    expect(bodiesOf(await harness().receive(url, { WaitTimeSeconds: 5 }))).toEqual(['a2']);
  });

  it('wakes those who wait when a group is free again', async () => {
    const url = await create();
    await send(url, 'a1');
    await send(url, 'a2');
    const first = await harness().receiveOne(url);
    const waiting = harness().receive(url, { WaitTimeSeconds: 20 });
    await harness().remove(url, first);
    expect(bodiesOf(await waiting)).toEqual(['a2']);
  });

  it('puts a released message back in its place', async () => {
    const url = await create();
    for (const body of ['1', '2', '3']) await send(url, body);
    const { ReceiptHandle } = await harness().receiveOne(url);
    await client().send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect(bodiesOf(await harness().receive(url, { WaitTimeSeconds: 5 }))).toEqual(['1', '2', '3']);
  });

  it('takes a message with a known deduplication id for the one that it has, even after that is done', async () => {
    const url = await create();
    const first = await send(url, 'x', { MessageDeduplicationId: 'once' });
    await harness().remove(url, await harness().receiveOne(url));
    const second = await send(url, 'y', { MessageDeduplicationId: 'once' });
    expect([second.MessageId, second.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
    expect(await harness().receive(url, { WaitTimeSeconds: 1 })).toEqual([]);
  });

  it('tells messages apart by what they hold, if the queue says so', async () => {
    const url = await create({ ContentBasedDeduplication: 'true' });
    for (const body of ['x', 'y', 'x']) await harness().send(url, body, { MessageGroupId: 'a' });
    expect(bodiesOf(await harness().receive(url, { WaitTimeSeconds: 5 }))).toEqual(['x', 'y']);
  });

  it('tells the group and the deduplication id of a message', async () => {
    const url = await create();
    await send(url, 'x', { MessageDeduplicationId: 'once' });
    expect((await harness().receiveOne(url)).Attributes).toMatchObject({
      MessageGroupId: 'a',
      MessageDeduplicationId: 'once',
    });
  });

  it.each([
    ['without a group', { MessageGroupId: undefined }, /MissingParameter/],
    ['without a deduplication id', { MessageDeduplicationId: undefined }, /InvalidParameterValue/],
    ['with a delay of its own', { DelaySeconds: 1 }, /InvalidParameterValue/],
    ['with a group of 129 characters', { MessageGroupId: 'g'.repeat(129) }, /InvalidParameterValue/],
  ])('refuses a message %s', async (_, more, error) => {
    expect(await errorName(send(await create(), 'x', more))).toMatch(error);
  });

  it('keeps the order of a group over dead letters', async () => {
    const { source, deadLetters } = await harness().createWithDeadLetters(1, { FifoQueue: 'true' });
    for (const body of ['1', '2']) await send(source, body);
    const { ReceiptHandle } = await harness().receiveOne(source);
    await client().send(
      new ChangeMessageVisibilityCommand({ QueueUrl: source, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect(bodiesOf(await harness().receive(source, { WaitTimeSeconds: 5 }))).toEqual(['2']);
    expect(bodiesOf(await harness().receive(deadLetters, { WaitTimeSeconds: 5 }))).toEqual(['1']);
  });
};
