import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type S3Server, startS3Server } from '../../lib/local/s3/start-s3-server.ts';
import { readText } from './s3-bodies.ts';
import { presign } from './s3-presign.ts';
import { createSubject, type S3Subject } from './s3-subject.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
const mebibyte = 1024 * 1024;

let directory: string;
let server: S3Server;
let subject: S3Subject;
const failures: unknown[] = [];

const start = async (folder: string, fsync: boolean) => {
  const onError = (error: unknown) => failures.push(error);
  const started = await startS3Server({ directory: folder, credentials, onError, fsync });
  const endpoint = { url: started.url, region: 'us-east-1', credentials, stop: () => started.stop() };
  return { server: started, subject: await createSubject(async () => endpoint) };
};
const createDirectory = () => mkdtempSync(join(tmpdir(), 'sluice-s3-server-'));

// A server for each test: the count of blobs is a matter of its own.
beforeEach(async () => {
  directory = createDirectory();
  ({ server, subject } = await start(directory, false));
});
afterEach(async () => {
  await subject.dispose();
  rmSync(directory, { recursive: true });
  expect(failures).toEqual([]);
});

const blobCount = () =>
  readdirSync(join(directory, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;
const put = (Key: string, Body: string | Buffer) =>
  subject.s3.send(new PutObjectCommand({ Bucket: subject.bucket, Key, Body }));
const remove = (Key: string) => subject.s3.send(new DeleteObjectCommand({ Bucket: subject.bucket, Key }));

/** Takes a look again and again, as long as it takes a file to go. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

describe('the embedded S3 server', () => {
  it('copies a large object without a byte on the disk', async () => {
    const { s3, bucket } = subject;
    await put('large', randomBytes(mebibyte));
    const before = blobCount();
    for (let count = 0; count < 10; count++) {
      const CopySource = `${bucket}/large`;
      await s3.send(new CopyObjectCommand({ Bucket: bucket, Key: `copy ${count}`, CopySource }));
    }
    expect(blobCount()).toBe(before);
    for (let count = 0; count < 10; count++) await remove(`copy ${count}`);
    await remove('large');
    expect(blobCount()).toBe(before - 1);
  });

  it('goes on giving a reader the object that was there when it began', async () => {
    const { s3, bucket } = subject;
    const bytes = randomBytes(32 * mebibyte);
    await put('read', bytes);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'read' }));
    // In Node the body of an answer is a stream.
    const stream = Body as Readable;
    await put('read', 'other');
    await remove('read');
    const hash = createHash('md5');
    for await (const chunk of stream) hash.update(chunk);
    expect(hash.digest('hex')).toBe(createHash('md5').update(bytes).digest('hex'));
  });

  it('keeps nothing of an upload that is broken off', async () => {
    const before = blobCount();
    const url = await presign(subject, { method: 'PUT', key: 'broken off', expiresInSeconds: 60 });
    const upload = request(url, { method: 'PUT', headers: { 'content-length': 4 * mebibyte } });
    upload.on('error', () => undefined);
    upload.write(randomBytes(mebibyte));
    await until(() => blobCount() > before);
    upload.destroy();
    await until(() => blobCount() === before);
    await expect(readText(subject, { Key: 'broken off' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('survives a reader that hangs up', async () => {
    await put('long', Buffer.alloc(32 * mebibyte));
    const url = await presign(subject, { method: 'GET', key: 'long', expiresInSeconds: 60 });
    const download = request(url).end();
    const [answer] = await once(download, 'response');
    await once(answer, 'data');
    download.destroy();
    await remove('long');
    await put('short', 'still there');
    expect(await readText(subject, { Key: 'short' })).toBe('still there');
  });

  it('refuses a body of unknown length, as S3 does', async () => {
    const url = await presign(subject, { method: 'PUT', key: 'unknown', expiresInSeconds: 60 });
    const chunked = request(url, { method: 'PUT', headers: { 'transfer-encoding': 'chunked' } }).end('x');
    const [answer] = await once(chunked, 'response');
    expect(answer.statusCode).toBe(411);
    answer.resume();
  });

  it('says so when it does not have an operation or an option', async () => {
    const { s3, bucket } = subject;
    const acl = s3.send(new GetBucketAclCommand({ Bucket: bucket }));
    await expect(acl).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
    const tagged = s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: 'tagged', Body: 'x', Tagging: 'a=b' }),
    );
    await expect(tagged).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  it('does not start on a port that is taken, and leaves its folder usable', async () => {
    const other = createDirectory();
    const options = { directory: other, credentials };
    await expect(startS3Server({ ...options, port: server.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await (await startS3Server(options)).stop();
    rmSync(other, { recursive: true });
  });

  it('keeps what it has acknowledged when it is told to wait for the disk', async () => {
    const folder = createDirectory();
    const durable = (await start(folder, true)).subject;
    const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);
    await Promise.all(
      keys.map((Key) => durable.s3.send(new PutObjectCommand({ Bucket: durable.bucket, Key, Body: Key }))),
    );
    expect(await Promise.all(keys.map((Key) => readText(durable, { Key })))).toEqual(keys);
    await durable.dispose();
    rmSync(folder, { recursive: true });
  });
});

describe('a completed multipart upload', () => {
  const uploadParts = async (Key: string) => {
    const { s3, bucket } = subject;
    const ChecksumAlgorithm = 'CRC32';
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket: bucket, Key, ChecksumAlgorithm }),
    );
    const upload = { Bucket: bucket, Key, UploadId };
    const part = await s3.send(
      new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'hello', ChecksumAlgorithm }),
    );
    const Parts = [{ PartNumber: 1, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 }];
    return { ...upload, MultipartUpload: { Parts } };
  };
  const complete = (input: CompleteMultipartUploadCommandInput) =>
    subject.s3.send(new CompleteMultipartUploadCommand(input));

  it('gives the same answer when the client asks again', async () => {
    const upload = await uploadParts('asked twice');
    const { ETag } = await complete(upload);
    expect((await complete(upload)).ETag).toBe(ETag);
  });

  it('has the checksum of the checksums of its parts', async () => {
    const upload = await uploadParts('composite');
    await complete(upload);
    const named = { Bucket: upload.Bucket, Key: upload.Key, ChecksumMode: 'ENABLED' } as const;
    const head = await subject.s3.send(new HeadObjectCommand(named));
    // The CRC32 of the four bytes 36 10 a6 86, which are the CRC32 of hello.
    expect(head).toMatchObject({ ChecksumCRC32: 'FKTmaw==-1', ChecksumType: 'COMPOSITE' });
  });

  it('is refused when its bytes are not those that the client means', async () => {
    const upload = await uploadParts('whole');
    const wrong = complete({ ...upload, ChecksumCRC32: 'AAAAAA==' });
    await expect(wrong).rejects.toMatchObject({ name: 'BadDigest' });
    expect(await complete({ ...upload, ChecksumCRC32: 'NhCmhg==' })).toMatchObject({
      ChecksumCRC32: 'NhCmhg==',
    });
  });
});
