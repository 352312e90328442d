import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { errorName, sqsHarness } from './sqs-harness.ts';

/** Time: what is hidden, for how long, and who waits for it. */
export const itHandlesTime = (client: () => SQSClient): void => {
  const harness = () => sqsHarness(client());
  const elapsed = async (task: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await task();
    return performance.now() - startedAt;
  };

  it('hides a received message for its visibility timeout, then counts a second receipt', async () => {
    const url = await harness().create();
    await harness().send(url, 'x');
    await harness().receiveOne(url, { VisibilityTimeout: 1 });
    expect(await harness().receive(url)).toEqual([]);
    const again = await harness().receiveOne(url);
    expect(again.Attributes?.ApproximateReceiveCount).toBe('2');
  });

  it('takes the visibility timeout of the queue when none is asked for', async () => {
    const url = await harness().create({ VisibilityTimeout: '1' });
    await harness().send(url, 'x');
    await harness().receiveOne(url);
    expect((await harness().receiveOne(url)).Body).toBe('x');
  });

  it('releases a message at once when its timeout becomes 0', async () => {
    const url = await harness().create({ VisibilityTimeout: '600' });
    await harness().send(url, 'x');
    const { ReceiptHandle } = await harness().receiveOne(url);
    await client().send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect((await harness().receiveOne(url)).Body).toBe('x');
  });

  it('hides a message for longer when its timeout is raised', async () => {
    const url = await harness().create({ VisibilityTimeout: '1' });
    await harness().send(url, 'x');
    const { ReceiptHandle } = await harness().receiveOne(url);
    const Entries = [{ Id: 'a', ReceiptHandle, VisibilityTimeout: 600 }];
    await client().send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
    expect(await harness().receive(url, { WaitTimeSeconds: 2 })).toEqual([]);
  });

  it('does not change the visibility of a message that is not in flight, nor past 12 hours', async () => {
    const url = await harness().create({ VisibilityTimeout: '600' });
    await harness().send(url, 'x');
    const { ReceiptHandle } = await harness().receiveOne(url);
    const change = (VisibilityTimeout: number) =>
      client().send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }));
    expect(await errorName(change(43_201))).toMatch(/InvalidParameterValue/);
    await change(0);
    expect(await errorName(change(10))).toMatch(/MessageNotInflight|InvalidParameterValue/);
  });

  it('deletes nothing by the handle of an earlier receipt', async () => {
    const url = await harness().create({ VisibilityTimeout: '600' });
    await harness().send(url, 'x');
    const first = await harness().receiveOne(url, { VisibilityTimeout: 1 });
    const second = await harness().receiveOne(url);
    await errorName(harness().remove(url, first));
    const { ReceiptHandle } = second;
    await client().send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect((await harness().receiveOne(url)).Body).toBe('x');
  });

  it('shows a delayed message only after its delay', async () => {
    const url = await harness().create();
    await harness().send(url, 'x', { DelaySeconds: 1 });
    expect(await harness().receive(url)).toEqual([]);
    expect(await harness().attributes(url)).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
    expect((await harness().receiveOne(url)).Body).toBe('x');
  });

  it('delays every message of a queue with a delay', async () => {
    const url = await harness().create({ DelaySeconds: '1' });
    await harness().send(url, 'x');
    expect(await harness().receive(url)).toEqual([]);
    expect((await harness().receiveOne(url)).Body).toBe('x');
  });

  it('wakes those who wait as soon as a message comes', async () => {
    const url = await harness().create();
    const waiting = harness().receive(url, { WaitTimeSeconds: 20 });
    await harness().attributes(url);
    await harness().send(url, 'x');
    expect(await elapsed(() => waiting)).toBeLessThan(3000);
    expect((await waiting).map(({ Body }) => Body)).toEqual(['x']);
  });

  it('ends a wait with nothing when its time is over', async () => {
    const url = await harness().create({ ReceiveMessageWaitTimeSeconds: '1' });
    const waitedMs = await elapsed(async () => expect(await harness().receive(url)).toEqual([]));
    expect(waitedMs).toBeGreaterThan(900);
    expect(waitedMs).toBeLessThan(8000);
  });

  it('gives each of several that wait messages of its own', async () => {
    const url = await harness().create();
    const waiting = [1, 2].map(() => harness().receiveOne(url, { WaitTimeSeconds: 20 }));
    await Promise.all(['a', 'b'].map((body) => harness().send(url, body)));
    const received = await Promise.all(waiting);
    expect(received.map(({ Body }) => Body).toSorted()).toEqual(['a', 'b']);
  });

  it('counts messages by what becomes of them', async () => {
    const url = await harness().create();
    for (const body of ['a', 'b', 'c']) await harness().send(url, body);
    await harness().send(url, 'later', { DelaySeconds: 600 });
    await harness().receiveOne(url);
    expect(await harness().attributes(url)).toMatchObject({
      ApproximateNumberOfMessages: '2',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
    });
  });

  it.each([
    { MaxNumberOfMessages: 0 },
    { MaxNumberOfMessages: 11 },
    { WaitTimeSeconds: 21 },
    { VisibilityTimeout: 43_201 },
  ])('refuses to receive with %j', async (options) => {
    const url = await harness().create();
    expect(await errorName(harness().receive(url, options))).toMatch(/InvalidParameterValue/);
  });
};
