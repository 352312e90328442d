import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  SetQueueAttributesCommand,
  type SQSClient,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { errorName, freshName, present, sqsHarness } from './sqs-harness.ts';

/** Queues: how they come, change and go. */
export const itHandlesQueues = (client: () => SQSClient): void => {
  const harness = () => sqsHarness(client());

  it('creates a queue once and gives the same URL afterwards', async () => {
    const name = freshName();
    const url = await harness().create({ VisibilityTimeout: '40' }, name);
    expect(await harness().create({ VisibilityTimeout: '40' }, name)).toBe(url);
    expect(await harness().create({}, name)).toBe(url);
    expect((await client().send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl).toBe(url);
  });

  it('refuses to create a queue again with other attributes', async () => {
    const name = freshName();
    await harness().create({ VisibilityTimeout: '40' }, name);
    expect(await errorName(harness().create({ VisibilityTimeout: '41' }, name))).toMatch(/QueueNameExists/);
  });

  it('lists queues by prefix, in pages', async () => {
    const prefix = freshName();
    const urls = await Promise.all(['a', 'b', 'c'].map((end) => harness().create({}, `${prefix}-${end}`)));
    const list = (more: object) => client().send(new ListQueuesCommand({ QueueNamePrefix: prefix, ...more }));
    expect((await list({})).QueueUrls?.toSorted()).toEqual(urls.toSorted());
    const page = await list({ MaxResults: 2 });
    const rest = await list({ MaxResults: 2, NextToken: present(page.NextToken) });
    expect([...(page.QueueUrls ?? []), ...(rest.QueueUrls ?? [])].toSorted()).toEqual(urls.toSorted());
    expect(rest.NextToken).toBeUndefined();
  });

  it.each([
    ['a name with a blank', { QueueName: 'a b' }, /InvalidParameterValue/],
    ['a name of 81 characters', { QueueName: 'a'.repeat(81) }, /InvalidParameterValue/],
    ['a FIFO queue without the suffix', { Attributes: { FifoQueue: 'true' } }, /InvalidParameterValue/],
    ['an unknown attribute', { Attributes: { Nonsense: '1' } }, /InvalidAttributeName/],
    ['a delay past 15 minutes', { Attributes: { DelaySeconds: '901' } }, /InvalidAttributeValue/],
    ['a timeout that is no number', { Attributes: { VisibilityTimeout: 'soon' } }, /InvalidAttributeValue/],
  ])('refuses %s', async (_, input, error) => {
    const refused = client().send(
      new CreateQueueCommand({ QueueName: freshName(), ...(input as { QueueName?: string }) }),
    );
    expect(await errorName(refused)).toMatch(error);
  });

  it('refuses dead letters that do not exist', async () => {
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:000000000000:${freshName()}`;
    const policy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
    expect(await errorName(harness().create({ RedrivePolicy: policy }))).toMatch(/InvalidParameterValue/);
  });

  it('changes attributes and keeps the others', async () => {
    const url = await harness().create({ VisibilityTimeout: '40', DelaySeconds: '1' });
    await client().send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { DelaySeconds: '2' } }));
    expect(await harness().attributes(url)).toMatchObject({ VisibilityTimeout: '40', DelaySeconds: '2' });
  });

  it('gives the attributes that were asked for', async () => {
    const url = await harness().create();
    const ask = (names: string[]) =>
      client().send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: names as [] }));
    expect(Object.keys((await ask(['VisibilityTimeout', 'QueueArn'])).Attributes ?? {}).toSorted()).toEqual([
      'QueueArn',
      'VisibilityTimeout',
    ]);
    expect(await errorName(ask(['Nonsense']))).toMatch(/InvalidAttributeName/);
  });

  it('knows a deleted queue no more', async () => {
    const url = await harness().create();
    await client().send(new DeleteQueueCommand({ QueueUrl: url }));
    expect(await errorName(harness().send(url, 'late'))).toMatch(/QueueDoesNotExist/);
  });

  it('keeps tags', async () => {
    const url = await harness().create();
    await client().send(new TagQueueCommand({ QueueUrl: url, Tags: { team: 'data', stage: 'test' } }));
    await client().send(new UntagQueueCommand({ QueueUrl: url, TagKeys: ['stage'] }));
    const { Tags } = await client().send(new ListQueueTagsCommand({ QueueUrl: url }));
    expect(Tags).toEqual({ team: 'data' });
  });
};
