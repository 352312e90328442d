import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createClient } from './s3-subject.ts';

const program = fileURLToPath(new URL('./s3-server-process.ts', import.meta.url));
const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
const Bucket = 'bucket';
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

const start = async (directory: string, heardKeys: Set<string>) => {
  const child = fork(program, [directory]);
  const { promise: url, resolve } = Promise.withResolvers<string>();
  child.on('message', (message: { readonly url?: string; readonly key?: string }) => {
    if (message.url !== undefined) resolve(message.url);
    if (message.key !== undefined) heardKeys.add(message.key);
  });
  const s3 = createClient({ url: await url, region: 'us-east-1', credentials });
  return { child, s3 };
};

const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL');
  await once(child, 'exit');
};

/** Repeats a task until it fails, which it does when the server is killed. */
const untilKilled = async (task: () => Promise<void>): Promise<void> => {
  try {
    for (;;) await task();
  } catch {
    // The connection is gone, as it should be.
  }
};

const putInParts = async (s3: S3Client, Key: string, Body: Buffer): Promise<void> => {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
};

const readAll = async (s3: S3Client): Promise<Map<string, string>> => {
  const md5ByKey = new Map<string, string>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
    for (const { Key = '' } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      md5ByKey.set(Key, md5((await Body?.transformToByteArray()) ?? new Uint8Array()));
    }
  }
  return md5ByKey;
};

describe('objects whose server is killed', () => {
  it('are all there with the right bytes if they were acknowledged, and so are their events', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-s3-crash-'));
    const md5ByKey = new Map<string, string>();
    const deleted = new Set<string>();
    const heardKeys = new Set<string>();
    let serial = 0;
    const putOne = async (s3: S3Client): Promise<void> => {
      const id = serial++;
      // Small ones share a blob, larger ones have their own, some come as multipart uploads.
      const bytes = randomBytes([10, 3_000, 200_000][id % 3] ?? 0);
      const Key = `object-${id}`;
      if (id % 5 === 0) await putInParts(s3, Key, bytes);
      else await s3.send(new PutObjectCommand({ Bucket, Key, Body: bytes }));
      md5ByKey.set(Key, md5(bytes));
    };
    const deleteOne = async (s3: S3Client): Promise<void> => {
      const [Key] = md5ByKey.keys();
      if (Key === undefined || md5ByKey.size < 50) {
        await putOne(s3);
        return;
      }
      // Neither expected nor excluded while the answer is out.
      md5ByKey.delete(Key);
      await s3.send(new DeleteObjectCommand({ Bucket, Key }));
      deleted.add(Key);
    };

    for (let life = 0; life < 4; life++) {
      const { child, s3 } = await start(directory, heardKeys);
      const writers = Array.from({ length: 6 }, () => untilKilled(() => putOne(s3)));
      const work = [...writers, untilKilled(() => deleteOne(s3))];
      const target = serial + 150;
      while (serial < target) await new Promise((resolve) => setImmediate(resolve));
      await kill(child);
      await Promise.all(work);
      s3.destroy();
    }

    const { child, s3 } = await start(directory, heardKeys);
    const found = await readAll(s3);
    // What was put last has been heard of once all before it has, in the order of the queue.
    await putOne(s3);
    const lastKey = [...md5ByKey.keys()].at(-1) ?? '';
    while (!heardKeys.has(lastKey)) await once(child, 'message');
    await kill(child);
    s3.destroy();
    rmSync(directory, { recursive: true });
    md5ByKey.delete(lastKey);
    const wrong = [...md5ByKey].filter(([key, expected]) => found.get(key) !== expected);
    expect(wrong).toEqual([]);
    expect([...deleted].filter((key) => found.has(key))).toEqual([]);
    expect([...md5ByKey.keys(), ...deleted].filter((key) => !heardKeys.has(key))).toEqual([]);
    expect(md5ByKey.size).toBeGreaterThan(300);
    expect(deleted.size).toBeGreaterThan(0);
  });
});
