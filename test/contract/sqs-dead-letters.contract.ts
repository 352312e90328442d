import {
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { expect, it, vi } from 'vitest';
import { errorName, present, sqsHarness } from './sqs-harness.ts';

/** Dead letters: where messages go that were received in vain too often, and how they come back. */
export const itHandlesDeadLetters = (client: () => SQSClient): void => {
  const harness = () => sqsHarness(client());

  /** A queue of dead letters with one in it. */
  const withDeadLetter = async () => {
    const { source, deadLetters } = await harness().createWithDeadLetters(2);
    const MessageAttributes = { key: { DataType: 'String', StringValue: 'value' } };
    await harness().send(source, 'poison', { MessageAttributes });
    await harness().receiveOne(source, { VisibilityTimeout: 0 });
    await harness().receiveOne(source, { VisibilityTimeout: 0 });
    expect(await harness().receive(source, { WaitTimeSeconds: 1 })).toEqual([]);
    const { QueueArn: sourceArn } = await harness().attributes(source);
    const { QueueArn: deadLettersArn } = await harness().attributes(deadLetters);
    return { source, deadLetters, sourceArn: present(sourceArn), deadLettersArn: present(deadLettersArn) };
  };

  it('moves a message that was received too often, with its attributes and where it came from', async () => {
    const { deadLetters, sourceArn } = await withDeadLetter();
    const message = await harness().receiveOne(deadLetters);
    expect(message.Body).toBe('poison');
    expect(message.MessageAttributes).toMatchObject({ key: { StringValue: 'value' } });
    expect(message.Attributes).toMatchObject({ DeadLetterQueueSourceArn: sourceArn });
  });

  it('wakes those who wait for dead letters', async () => {
    const { source, deadLetters } = await harness().createWithDeadLetters(1);
    const waiting = harness().receive(deadLetters, { WaitTimeSeconds: 20 });
    await harness().send(source, 'poison');
    await harness().receiveOne(source, { VisibilityTimeout: 0 });
    await harness().receive(source, { WaitTimeSeconds: 1 });
    expect((await waiting).map(({ Body }) => Body)).toEqual(['poison']);
  });

  it('lets a message that comes after a dead one through', async () => {
    const { source } = await harness().createWithDeadLetters(1);
    await harness().send(source, 'poison');
    await harness().receiveOne(source, { VisibilityTimeout: 0 });
    await harness().send(source, 'good');
    expect((await harness().receiveOne(source)).Body).toBe('good');
  });

  it('moves dead letters back to where they came from, to be tried afresh', async () => {
    const { source, deadLetters, deadLettersArn } = await withDeadLetter();
    await client().send(new StartMessageMoveTaskCommand({ SourceArn: deadLettersArn }));
    const message = await harness().receiveOne(source);
    expect(message.Body).toBe('poison');
    expect(message.Attributes?.ApproximateReceiveCount).toBe('1');
    expect(await harness().receive(deadLetters)).toEqual([]);
  });

  it('moves dead letters to a queue of choice', async () => {
    const { deadLettersArn } = await withDeadLetter();
    const other = await harness().create();
    const { QueueArn } = await harness().attributes(other);
    await client().send(
      new StartMessageMoveTaskCommand({ SourceArn: deadLettersArn, DestinationArn: QueueArn }),
    );
    expect((await harness().receiveOne(other)).Body).toBe('poison');
  });

  it('tells what came of moving dead letters', async () => {
    const { deadLettersArn } = await withDeadLetter();
    await client().send(new StartMessageMoveTaskCommand({ SourceArn: deadLettersArn }));
    await vi.waitFor(async () => {
      const { Results } = await client().send(new ListMessageMoveTasksCommand({ SourceArn: deadLettersArn }));
      expect(Results).toMatchObject([
        { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1, SourceArn: deadLettersArn },
      ]);
    }, 30_000);
  });

  it('fails to move back a message that was sent to the dead letters directly, and keeps it', async () => {
    const { deadLetters, deadLettersArn } = await withDeadLetter();
    await harness().send(deadLetters, 'stray');
    await client().send(new StartMessageMoveTaskCommand({ SourceArn: deadLettersArn }));
    await vi.waitFor(async () => {
      const { Results } = await client().send(new ListMessageMoveTasksCommand({ SourceArn: deadLettersArn }));
      expect(Results).toMatchObject([{ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' }]);
    }, 30_000);
    expect((await harness().receiveOne(deadLetters)).Body).toBe('stray');
  });

  it('moves nothing out of a queue that is not for dead letters', async () => {
    const { QueueArn } = await harness().attributes(await harness().create());
    const refused = client().send(new StartMessageMoveTaskCommand({ SourceArn: QueueArn }));
    expect(await errorName(refused)).toMatch(/InvalidParameterValue/);
  });

  it('knows whose dead letters a queue holds', async () => {
    const { source, deadLetters } = await harness().createWithDeadLetters(2);
    const { queueUrls } = await client().send(
      new ListDeadLetterSourceQueuesCommand({ QueueUrl: deadLetters }),
    );
    expect(queueUrls).toEqual([source]);
  });
};
