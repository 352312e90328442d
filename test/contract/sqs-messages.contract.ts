import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  PurgeQueueCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { errorName, sqsHarness } from './sqs-harness.ts';

const mebibyte = 1024 * 1024;

/** Messages: what goes in comes out, one by one and in batches. */
export const itHandlesMessages = (client: () => SQSClient): void => {
  const harness = () => sqsHarness(client());
  const sendBatch = (url: string, bodies: readonly string[]) =>
    client().send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: bodies.map((body, index) => ({ Id: `e${index}`, MessageBody: body })),
      }),
    );

  it('delivers a body and its attributes as they were sent', async () => {
    const url = await harness().create();
    await harness().send(url, 'héllo <&> 😀\t\n', {
      MessageAttributes: {
        text: { DataType: 'String', StringValue: 'väl' },
        count: { DataType: 'Number', StringValue: '3' },
        bytes: { DataType: 'Binary.gz', BinaryValue: Uint8Array.of(1, 2, 255) },
      },
    });
    const message = await harness().receiveOne(url);
    expect(message.Body).toBe('héllo <&> 😀\t\n');
    expect(message.MessageAttributes).toMatchObject({
      text: { DataType: 'String', StringValue: 'väl' },
      count: { DataType: 'Number', StringValue: '3' },
      bytes: { DataType: 'Binary.gz', BinaryValue: Uint8Array.of(1, 2, 255) },
    });
  });

  it('tells when and how often a message was received', async () => {
    const url = await harness().create();
    const before = Date.now() - 60_000;
    await harness().send(url, 'x');
    const { Attributes } = await harness().receiveOne(url);
    expect(Attributes).toMatchObject({ ApproximateReceiveCount: '1', SenderId: expect.any(String) });
    expect(Number(Attributes?.SentTimestamp)).toBeGreaterThan(before);
    expect(Number(Attributes?.ApproximateFirstReceiveTimestamp)).toBeGreaterThan(before);
  });

  it('gives only the attributes that were asked for', async () => {
    const url = await harness().create();
    const attribute = { DataType: 'String', StringValue: 'v' };
    await harness().send(url, 'x', {
      MessageAttributes: { 'a.x': attribute, 'a.y': attribute, b: attribute },
    });
    const message = await harness().receiveOne(url, {
      MessageAttributeNames: ['a.*'],
      MessageSystemAttributeNames: ['SentTimestamp'],
    });
    expect(Object.keys(message.MessageAttributes ?? {}).toSorted()).toEqual(['a.x', 'a.y']);
    expect(Object.keys(message.Attributes ?? {})).toEqual(['SentTimestamp']);
  });

  it('deletes what was received', async () => {
    const url = await harness().create();
    await harness().send(url, 'x');
    await harness().remove(url, await harness().receiveOne(url));
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } =
      await harness().attributes(url);
    expect([ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible]).toEqual(['0', '0']);
  });

  it('sends, receives and deletes ten at a time', async () => {
    const url = await harness().create();
    const bodies = Array.from({ length: 10 }, (_, index) => `m${index}`);
    expect((await sendBatch(url, bodies)).Successful).toHaveLength(10);
    const received = [];
    while (received.length < 10) received.push(...(await harness().receive(url, { WaitTimeSeconds: 5 })));
    expect(received.map(({ Body }) => Body).toSorted()).toEqual(bodies);
    const { Successful } = await client().send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: received.map(({ ReceiptHandle }, index) => ({ Id: `d${index}`, ReceiptHandle })),
      }),
    );
    expect(Successful).toHaveLength(10);
  });

  it('reports the entries of a batch that cannot be sent, and sends the others', async () => {
    const url = await harness().create();
    const result = await sendBatch(url, ['good', 'bad \u0001', 'good']);
    expect(result.Successful?.map(({ Id }) => Id)).toEqual(['e0', 'e2']);
    expect(result.Failed).toMatchObject([{ Id: 'e1', SenderFault: true, Code: 'InvalidMessageContents' }]);
    expect(await harness().attributes(url)).toMatchObject({ ApproximateNumberOfMessages: '2' });
  });

  it('reports the entries of a batch whose handles are of no use, and does the others', async () => {
    const url = await harness().create();
    await harness().send(url, 'x');
    const { ReceiptHandle } = await harness().receiveOne(url);
    const Entries = [
      { Id: 'good', ReceiptHandle, VisibilityTimeout: 100 },
      { Id: 'bad', ReceiptHandle: 'nonsense', VisibilityTimeout: 100 },
    ];
    const changed = await client().send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
    const deleted = await client().send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
    for (const result of [changed, deleted]) {
      expect(result.Successful).toMatchObject([{ Id: 'good' }]);
      expect(result.Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }]);
    }
  });

  it.each([
    ['no entry', [], /EmptyBatchRequest/],
    ['eleven entries', Array(11).fill('x'), /TooManyEntriesInBatchRequest/],
    [
      'more than 1 MiB together',
      ['x'.repeat(mebibyte / 2), 'y'.repeat(mebibyte / 2 + 1)],
      /BatchRequestTooLong/,
    ],
  ])('refuses a batch with %s', async (_, bodies, error) => {
    expect(await errorName(sendBatch(await harness().create(), bodies))).toMatch(error);
  });

  it('refuses a batch with an id twice', async () => {
    const entry = { Id: 'same', MessageBody: 'x' };
    const QueueUrl = await harness().create();
    const refused = client().send(new SendMessageBatchCommand({ QueueUrl, Entries: [entry, entry] }));
    expect(await errorName(refused)).toMatch(/BatchEntryIdsNotDistinct/);
  });

  it('takes a message of 1 MiB, and not a byte more', async () => {
    const url = await harness().create();
    await harness().send(url, 'x'.repeat(mebibyte));
    expect((await harness().receiveOne(url)).Body).toHaveLength(mebibyte);
    expect(await errorName(harness().send(url, 'x'.repeat(mebibyte + 1)))).toMatch(/InvalidParameterValue/);
    const MessageAttributes = { a: { DataType: 'String', StringValue: 'v' } };
    const refused = harness().send(url, 'x'.repeat(mebibyte), { MessageAttributes });
    expect(await errorName(refused)).toMatch(/InvalidParameterValue/);
  });

  it.each(['\u0000', '\u000b', '\u001f', '\uffff'])(
    'refuses a body with the character %j',
    async (character) => {
      const url = await harness().create();
      expect(await errorName(harness().send(url, `a${character}`))).toMatch(/InvalidMessageContents/);
    },
  );

  it('refuses a message attribute without a value', async () => {
    const url = await harness().create();
    const MessageAttributes = { a: { DataType: 'String', StringValue: '' } };
    expect(await errorName(harness().send(url, 'x', { MessageAttributes }))).toMatch(/InvalidParameterValue/);
  });

  it('refuses an empty body and a handle that it never gave', async () => {
    const url = await harness().create();
    expect(await errorName(harness().send(url, ''))).toMatch(/MissingParameter/);
    expect(await errorName(harness().remove(url, { ReceiptHandle: 'nonsense' }))).toMatch(
      /ReceiptHandleIsInvalid/,
    );
  });

  it('forgets all messages when purged', async () => {
    const url = await harness().create();
    await sendBatch(url, ['a', 'b', 'c']);
    await harness().receive(url, { MaxNumberOfMessages: 1 });
    await client().send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(await harness().attributes(url)).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });
};
