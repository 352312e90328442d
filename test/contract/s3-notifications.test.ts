import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import type { S3EventMessage } from '../../lib/local/s3/object-event.ts';
import { type S3Server, type S3ServerOptions, startS3Server } from '../../lib/local/s3/start-s3-server.ts';
import { createClient } from './s3-subject.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
const bucket = 'inbox';
const allCreated = { id: 'all', queueArn: 'arn:aws:sqs:us-east-1:0:all', events: ['s3:ObjectCreated:*'] };
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const createDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-s3-events-'));
  cleanups.push(() => rmSync(directory, { recursive: true }));
  return directory;
};

/** A queue that takes what comes, unless told to refuse it, and tells when it has so many. */
const createQueue = () => {
  const messages: S3EventMessage[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let refusal: (() => Promise<void>) | undefined;
  const onObjectEvent: S3ServerOptions['onObjectEvent'] = async (_, __, message) => {
    await refusal?.();
    messages.push(message);
    for (const { count, resolve } of waiting) if (messages.length >= count) resolve();
  };
  return {
    messages,
    keys: () => messages.map(({ Records: [record] }) => record?.s3.object.key),
    records: () => messages.flatMap(({ Records }) => Records),
    onObjectEvent,
    refuse: (how: (() => Promise<void>) | undefined) => {
      refusal = how;
    },
    received: (count: number) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (messages.length >= count) resolve();
      waiting.push({ count, resolve });
      return promise;
    },
  };
};

const start = async (directory: string, onObjectEvent: S3ServerOptions['onObjectEvent']) => {
  const server: S3Server = await startS3Server({
    directory,
    credentials,
    ...(onObjectEvent ? { onObjectEvent } : {}),
  });
  const s3 = createClient({ url: server.url, region: 'us-east-1', credentials });
  await server.createBucket(bucket);
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    s3.destroy();
    await server.stop();
  };
  cleanups.push(stop);
  const put = (Key: string, Body = 'body') => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  return { server, s3, put, stop };
};

describe('bucket notifications', () => {
  it('tell each kind of event to the queues that asked for it', async () => {
    const queue = createQueue();
    const { server, s3, put } = await start(createDirectory(), queue.onObjectEvent);
    const removed = { id: 'removed', queueArn: 'q', events: ['s3:ObjectRemoved:*'], suffix: '.txt' };
    await server.putNotification(bucket, [{ ...allCreated, prefix: 'a b/' }, removed]);
    const { ETag } = await put('a b/put.txt', 'hello');
    await put('elsewhere.txt');
    await s3.send(
      new CopyObjectCommand({ Bucket: bucket, Key: 'a b/copy', CopySource: `${bucket}/elsewhere.txt` }),
    );
    const upload = { Bucket: bucket, Key: 'a b/joined' };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(upload));
    const part = await s3.send(new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: 'part' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    await s3.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload }));
    for (const Key of ['elsewhere.txt', 'a b/copy', 'never-was.txt']) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    }
    await queue.received(4);
    expect(
      queue
        .records()
        .map(({ eventName, s3: { configurationId, object } }) => [eventName, configurationId, object.key]),
    ).toEqual([
      ['ObjectCreated:Put', 'all', 'a+b/put.txt'],
      ['ObjectCreated:Copy', 'all', 'a+b/copy'],
      ['ObjectCreated:CompleteMultipartUpload', 'all', 'a+b/joined'],
      ['ObjectRemoved:Delete', 'removed', 'elsewhere.txt'],
    ]);
    expect(queue.records()[0]?.s3.object).toMatchObject({ size: 5, eTag: ETag?.replaceAll('"', '') });
    const sequencers = queue.records().map((record) => record.s3.object.sequencer);
    expect(sequencers).toEqual([...new Set(sequencers)].sort());
  });

  it('hold up no write while their queue hangs', async () => {
    const queue = createQueue();
    const { promise: opened, resolve: openQueue } = Promise.withResolvers<void>();
    const { server, put } = await start(createDirectory(), queue.onObjectEvent);
    await server.putNotification(bucket, [allCreated]);
    queue.refuse(() => opened);
    for (const key of ['1', '2', '3']) await put(key);
    expect([server.pendingEventCount(), queue.messages.length]).toEqual([3, 0]);
    openQueue();
    await queue.received(3);
    expect(queue.keys()).toEqual(['1', '2', '3']);
  });

  it('come again after a restart if their queue never took them, and only those', async () => {
    const directory = createDirectory();
    const queue = createQueue();
    const first = await start(directory, queue.onObjectEvent);
    await first.server.putNotification(bucket, [allCreated]);
    await first.put('taken');
    await queue.received(1);
    queue.refuse(async () => {
      throw new Error('no such queue');
    });
    for (const key of ['refused 1', 'refused 2']) await first.put(key);
    await first.stop();
    queue.refuse(undefined);
    const second = await start(directory, queue.onObjectEvent);
    await second.put('after');
    await queue.received(4);
    expect(queue.keys()).toEqual(['taken', 'refused+1', 'refused+2', 'after']);
    await second.stop();
    const third = await start(directory, queue.onObjectEvent);
    expect(third.server.pendingEventCount()).toBe(0);
  });

  it('are not kept where nobody listens', async () => {
    const { server, put } = await start(createDirectory(), undefined);
    await server.putNotification(bucket, [allCreated]);
    await put('unheard');
    expect(server.pendingEventCount()).toBe(0);
  });
});
