import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBytes, readText } from './s3-bodies.ts';
import { createSubject, type S3Endpoint, type S3Subject } from './s3-subject.ts';

const oddKeys = [
  'a&b<c>"d\'.txt',
  'with space and + plus%20.txt',
  'ä/日本語/😀 emoji.txt',
  "!*'();:@=$,?#[].txt",
  'double//slash/',
  'a/../b/./c',
  'line\nfeed\r\ttab',
  'x'.repeat(1024),
];

export function describeObjects(create: () => Promise<S3Endpoint>): void {
  describe('objects', () => {
    let subject: S3Subject;
    const put = (Key: string, Body: string | Uint8Array) => {
      return subject.s3.send(new PutObjectCommand({ Bucket: subject.bucket, Key, Body }));
    };
    beforeAll(async () => {
      subject = await createSubject(create);
    });
    afterAll(() => subject.dispose());

    it('gives back the bytes, the type, the metadata and the headers that were put', async () => {
      const { s3, bucket } = subject;
      const described = {
        ContentType: 'text/plain; charset=utf-8',
        CacheControl: 'no-store',
        ContentDisposition: 'attachment; filename="a.txt"',
        ContentEncoding: 'identity',
        Metadata: { 'job-id': '42', note: 'a  b' },
      };
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'described', Body: 'hello', ...described }));
      expect(await readText(subject, { Key: 'described' })).toBe('hello');
      const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'described' }));
      expect(head).toMatchObject({
        ...described,
        ContentLength: 5,
        AcceptRanges: 'bytes',
        ETag: '"5d41402abc4b2a76b9719d911017c592"',
      });
      expect(Math.abs(Date.now() - Number(head.LastModified))).toBeLessThan(60_000);
    });

    it('keeps an empty object', async () => {
      await put('empty', '');
      expect(await readBytes(subject, { Key: 'empty' })).toHaveLength(0);
    });

    it('replaces an object', async () => {
      await put('replaced', 'first');
      await put('replaced', 'second');
      expect(await readText(subject, { Key: 'replaced' })).toBe('second');
    });

    it.each(oddKeys)('keeps an object under the key %j', async (key) => {
      await put(key, `under ${key}`);
      expect(await readText(subject, { Key: key })).toBe(`under ${key}`);
    });

    it('names what is missing: NotFound without a body, NoSuchKey with one', async () => {
      const { s3, bucket } = subject;
      const head = s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'missing' }));
      await expect(head).rejects.toMatchObject({ name: 'NotFound', $metadata: { httpStatusCode: 404 } });
      const get = s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'missing' }));
      await expect(get).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
    });

    it.each([
      ['bytes=1-3', 'bcd', 'bytes 1-3/10'],
      ['bytes=7-', 'hij', 'bytes 7-9/10'],
      ['bytes=-2', 'ij', 'bytes 8-9/10'],
      ['bytes=-20', 'abcdefghij', 'bytes 0-9/10'],
      ['bytes=8-99', 'ij', 'bytes 8-9/10'],
    ])('gives the range %s', async (Range, text, contentRange) => {
      const { s3, bucket } = subject;
      await put('ranged', 'abcdefghij');
      const given = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'ranged', Range }));
      expect(await given.Body?.transformToString()).toBe(text);
      expect(given.ContentRange).toBe(contentRange);
      expect(given.$metadata.httpStatusCode).toBe(206);
    });

    it('refuses a range beyond the end', async () => {
      await put('ranged', 'abcdefghij');
      const read = readText(subject, { Key: 'ranged', Range: 'bytes=10-' });
      await expect(read).rejects.toMatchObject({ name: 'InvalidRange', $metadata: { httpStatusCode: 416 } });
    });

    it('deletes one object, and many at once, and what is not there without a complaint', async () => {
      const { s3, bucket } = subject;
      const keys = ['gone/1', 'gone/2 & <more>', 'gone/3'];
      for (const key of keys) await put(key, 'x');
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'gone/1' }));
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'gone/never-was' }));
      const Delete = { Objects: [...keys, 'gone/neither'].map((Key) => ({ Key })) };
      const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
      expect(Deleted?.map(({ Key }) => Key)).toEqual([...keys, 'gone/neither']);
      expect(Errors ?? []).toEqual([]);
      for (const key of keys) await expect(readText(subject, { Key: key })).rejects.toThrow();
    });
  });
}
