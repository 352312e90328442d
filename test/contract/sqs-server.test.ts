import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SqsServer, startSqsServer } from '../../lib/local/sqs/start-sqs-server.ts';
import { manualClock } from '../unit/local-sqs-fixtures.ts';
import { sqsHarness } from './sqs-harness.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

describe('the embedded queue server, from within its process', () => {
  let directory = '';
  let server: SqsServer | undefined;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-sqs-'));
  });
  afterEach(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true });
  });

  const start = async () => {
    server = await startSqsServer({ directory, clock, region: 'eu-west-1' });
    const client = new SQSClient({ endpoint: server.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
    return { server, ...sqsHarness(client) };
  };
  const restart = async () => {
    await server?.stop();
    return start();
  };
  const { clock, advance } = manualClock();

  it('sends messages that clients receive, also after a restart', async () => {
    const first = await start();
    const url = await first.server.createQueue('uploads', { VisibilityTimeout: '60' });
    expect(url).toBe(`${first.server.url}/000000000000/uploads`);
    await first.server.send('uploads', 'now');
    await first.server.send('uploads', 'later', { delaySeconds: 60 });
    const { receive, attributes } = await restart();
    expect(await attributes(url)).toMatchObject({
      VisibilityTimeout: '60',
      QueueArn: 'arn:aws:sqs:eu-west-1:000000000000:uploads',
    });
    expect((await receive(url)).map(({ Body }) => Body)).toEqual(['now']);
    await advance(60);
    expect((await receive(url)).map(({ Body }) => Body).toSorted()).toEqual(['later', 'now']);
  });

  it('sends to FIFO queues', async () => {
    const { server, receive } = await start();
    const url = await server.createQueue('events.fifo', { FifoQueue: 'true' });
    for (const dedupId of ['1', '2', '1'])
      await server.send('events.fifo', dedupId, { groupId: 'run', dedupId });
    expect((await receive(url)).map(({ Body }) => Body)).toEqual(['1', '2']);
  });

  it('gives a queue the attributes that it is created with again, and no others', async () => {
    const { server, attributes } = await start();
    const url = await server.createQueue('jobs', { VisibilityTimeout: '60', DelaySeconds: '5' });
    await server.createQueue('jobs', { VisibilityTimeout: '90' });
    expect(await attributes(url)).toMatchObject({ VisibilityTimeout: '90', DelaySeconds: '0' });
  });

  it('refuses to send to a queue that is not there', async () => {
    const { server } = await start();
    await expect(server.send('nowhere', 'x')).rejects.toMatchObject({ code: 'QueueDoesNotExist' });
  });

  it('sends those who wait home when it stops', async () => {
    const { server, receive } = await start();
    const url = await server.createQueue('jobs', {});
    const waiting = receive(url, { WaitTimeSeconds: 20 });
    await receive(url);
    await server.stop();
    expect(await waiting).toEqual([]);
  });

  it.each([
    ['a body that is not JSON', 'AmazonSQS.ListQueues', '{"QueueNamePrefix":', 'SerializationException'],
    ['a value of the wrong type', 'AmazonSQS.GetQueueUrl', '{"QueueName":1}', 'SerializationException'],
    ['a request without its parameter', 'AmazonSQS.GetQueueUrl', '{}', 'MissingParameter'],
    ['an operation that it does not know', 'AmazonSQS.AddPermission', '{}', 'UnsupportedOperation'],
    ['a request of another service', 'DynamoDB_20120810.ListTables', '{}', 'UnsupportedOperation'],
    ['a request that is too long', 'AmazonSQS.ListQueues', ' '.repeat(9_000_000), 'SerializationException'],
  ])('refuses %s', async (_, target, body, code) => {
    const { server } = await start();
    const response = await fetch(server.url, { method: 'POST', headers: { 'x-amz-target': target }, body });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-query-error')).toContain(';Sender');
    expect(await response.json()).toMatchObject({ __type: `com.amazonaws.sqs#${code}` });
  });

  it('says so when its port is taken', async () => {
    const { server } = await start();
    const second = mkdtempSync(join(tmpdir(), 'sluice-sqs-'));
    await expect(startSqsServer({ directory: second, port: server.port })).rejects.toThrow('EADDRINUSE');
    rmSync(second, { recursive: true });
  });
});
