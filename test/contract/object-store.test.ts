import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileObjectStore } from '../../lib/adapters/file-object-store.ts';
import { S3ObjectStore } from '../../lib/adapters/s3-object-store.ts';
import { type S3Server, startS3Server } from '../../lib/local/s3/start-s3-server.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { bytes, describeObjectStore, text } from './object-store.contract.ts';

const directories: string[] = [];
const directory = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'sluice-objects-'));
  directories.push(path);
  return path;
};
afterAll(async () => {
  for (const path of directories) await rm(path, { recursive: true });
});

describeObjectStore('MemoryObjectStore', async () => new MemoryObjectStore());
describeObjectStore('FileObjectStore', async () => new FileObjectStore({ root: await directory() }));

describe('FileObjectStore', () => {
  it('reads and lists the files of a mounted directory under the prefix of its mount', async () => {
    const mounted = await directory();
    await mkdir(join(mounted, 'sub'));
    await writeFile(join(mounted, 'sub', 'a.jsonl'), 'line\n');
    const store = new FileObjectStore({
      root: await directory(),
      mounts: [{ prefix: 'inbox/default/input/', path: mounted }],
    });
    await store.write('inbox/default/other', bytes('x'));
    const listed = await Array.fromAsync(store.list('inbox/'));
    expect(listed.map(({ key }) => key)).toEqual(['inbox/default/input/sub/a.jsonl', 'inbox/default/other']);
    expect(await Array.fromAsync(store.list('inbox/default/input/sub/'))).toHaveLength(1);
    expect(await text(store.read('inbox/default/input/sub/a.jsonl'))).toBe('line\n');
  });

  it('copies what a symbolic link points to, and never writes through it', async () => {
    const root = await directory();
    const outside = join(await directory(), 'outside.txt');
    await writeFile(outside, 'outside');
    await symlink(outside, join(root, 'in'));
    const store = new FileObjectStore({ root });
    await store.copy('in', 'out');
    await store.write('in', bytes('inside'));
    await store.write('out', bytes('replaced'));
    expect(await readFile(outside, 'utf8')).toBe('outside');
  });

  it.each(['../x', 'a/../../x', '/etc/passwd', 'a//b', './a', 'a\0b', ''])(
    'refuses the key %j',
    async (key) => {
      const store = new FileObjectStore({ root: await directory() });
      await expect(store.find(key)).rejects.toMatchObject({ code: 'ModelArts.72060001' });
      await expect(store.write(key, bytes('x'))).rejects.toMatchObject({ code: 'ModelArts.72060001' });
    },
  );

  it('tells of a file that the system will not take, without its contents', async () => {
    const store = new FileObjectStore({ root: await directory() });
    const write = store.write('x'.repeat(300), bytes('secret'));
    await expect(write).rejects.toMatchObject({
      code: 'ModelArts.72020067',
      details: { reason: 'ENAMETOOLONG' },
    });
  });
});

const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
let server: S3Server;
let client: S3Client;
beforeAll(async () => {
  server = await startS3Server({ directory: await directory(), credentials });
  client = new S3Client({
    endpoint: server.url,
    region: 'us-east-1',
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

let bucketCount = 0;
const newBucket = async (): Promise<string> => {
  const bucket = `bucket-${++bucketCount}`;
  await server.createBucket(bucket);
  return bucket;
};

describeObjectStore('S3ObjectStore', async () => new S3ObjectStore(client, await newBucket()));

describe('S3ObjectStore', () => {
  const fiveMebibytes = 5 * 1024 ** 2;
  const sizes = { partBytes: fiveMebibytes, copyBytes: fiveMebibytes };

  it('copies in parts what is too large for one request, and only the content asked for', async () => {
    const store = new S3ObjectStore(client, await newBucket(), sizes);
    const body = Buffer.concat([
      Buffer.alloc(fiveMebibytes, 'a'),
      Buffer.alloc(fiveMebibytes, 'b'),
      bytes('end'),
    ]);
    const { etag } = await store.write('large', body);
    await store.copy('large', 'copied', { etag });
    expect(body.equals(Buffer.concat(await Array.fromAsync(store.read('copied'))))).toBe(true);
    await store.write('large', Buffer.alloc(fiveMebibytes + 1));
    await expect(store.copy('large', 'other', { etag })).rejects.toMatchObject({
      code: 'ModelArts.72020136',
    });
    expect(await store.find('other')).toBeUndefined();
  });

  it('leaves no unfinished upload behind when a stream fails', async () => {
    const bucket = await newBucket();
    const store = new S3ObjectStore(client, bucket, sizes);
    const failing = async function* () {
      yield Buffer.alloc(2 * fiveMebibytes);
      throw new Error('the caller broke off');
    };
    await expect(store.write('x', failing())).rejects.toThrow('the caller broke off');
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    expect(Uploads).toEqual([]);
  });

  it('says that the store failed, not that the object is missing, when there is no bucket', async () => {
    const store = new S3ObjectStore(client, 'no-such-bucket');
    const failure = { code: 'ModelArts.72020067', details: { reason: 'NoSuchBucket' } };
    await expect(text(store.read('x'))).rejects.toMatchObject(failure);
    await expect(store.write('x', bytes('x'))).rejects.toMatchObject(failure);
    await expect(Array.fromAsync(store.list(''))).rejects.toMatchObject(failure);
  });
});
