import {
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSubject, type S3Endpoint, type S3Subject } from './s3-subject.ts';

// U+FF5E comes before U+1F600 in UTF-8, and after it in UTF-16, JavaScript's own order.
const treeKeys = ['a', 'a b', 'a/1', 'a/2/x', 'a/2/y', 'a&b', 'b/1', 'ä', '～', '😀/1', '😀/2'];
const inByteOrder = (keys: readonly string[]) =>
  [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

export function describeListing(create: () => Promise<S3Endpoint>): void {
  describe('listing', () => {
    let subject: S3Subject;
    const list = async (input: Omit<ListObjectsV2CommandInput, 'Bucket'>) => {
      const { s3, bucket } = subject;
      const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, ...input }));
      return {
        keys: page.Contents?.map(({ Key }) => Key) ?? [],
        prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
        page,
      };
    };
    const pages = async (input: Omit<ListObjectsV2CommandInput, 'Bucket'>, pageSize: number) => {
      const { s3, bucket } = subject;
      const found: { keys: (string | undefined)[]; prefixes: (string | undefined)[] }[] = [];
      for await (const page of paginateListObjectsV2(
        { client: s3, pageSize },
        { Bucket: bucket, ...input },
      )) {
        const keys = page.Contents?.map(({ Key }) => Key) ?? [];
        found.push({ keys, prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [] });
      }
      return found;
    };
    beforeAll(async () => {
      subject = await createSubject(create);
      const many = Array.from({ length: 250 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
      for (const Key of [...treeKeys, ...many]) {
        await subject.s3.send(new PutObjectCommand({ Bucket: subject.bucket, Key, Body: Key }));
      }
    });
    afterAll(() => subject.dispose());

    it('lists all keys in the order of their UTF-8 bytes', async () => {
      const { keys } = await list({});
      expect(keys).toEqual(inByteOrder(keys.map(String)));
      expect(keys).toEqual(expect.arrayContaining(treeKeys));
    });

    it('gives size, entity tag and date of each', async () => {
      const { page } = await list({ Prefix: 'a/1' });
      expect(page.Contents).toMatchObject([
        {
          Key: 'a/1',
          Size: 3,
          ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
          LastModified: expect.any(Date),
        },
      ]);
      expect(page).toMatchObject({ KeyCount: 1, IsTruncated: false });
    });

    it('folds what shares a prefix up to the delimiter', async () => {
      const { keys, prefixes } = await list({ Delimiter: '/' });
      expect(keys).toEqual(['a', 'a b', 'a&b', 'ä', '～']);
      expect(prefixes).toEqual(['a/', 'b/', 'many/', '😀/']);
      expect(await list({ Prefix: 'a/', Delimiter: '/' })).toMatchObject({
        keys: ['a/1'],
        prefixes: ['a/2/'],
      });
    });

    it('pages through many keys without losing or repeating one', async () => {
      const found = await pages({ Prefix: 'many/' }, 100);
      expect(found.map(({ keys }) => keys.length)).toEqual([100, 100, 50]);
      expect(new Set(found.flatMap(({ keys }) => keys)).size).toBe(250);
    });

    it('pages through folded prefixes without repeating one', async () => {
      const found = await pages({ Delimiter: '/' }, 1);
      expect(found.flatMap(({ keys }) => keys)).toEqual(['a', 'a b', 'a&b', 'ä', '～']);
      expect(found.flatMap(({ prefixes }) => prefixes)).toEqual(['a/', 'b/', 'many/', '😀/']);
    });

    it('starts after a key', async () => {
      expect((await list({ Prefix: 'many/', StartAfter: 'many/0247' })).keys).toEqual([
        'many/0248',
        'many/0249',
      ]);
    });

    it('gives nothing, and no further page, for a prefix that no key has', async () => {
      expect((await list({ Prefix: 'nothing/' })).page).toMatchObject({ KeyCount: 0, IsTruncated: false });
    });

    it('encodes keys when asked to', async () => {
      const { keys } = await list({ Prefix: 'a ', EncodingType: 'url' });
      expect(keys.map((key) => decodeURIComponent(String(key).replaceAll('+', ' ')))).toEqual(['a b']);
    });

    it('pages by markers in the first version of the operation', async () => {
      const { s3, bucket } = subject;
      const page = { Bucket: bucket, Delimiter: '/', MaxKeys: 4 };
      const first = await s3.send(new ListObjectsCommand(page));
      expect(first.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['a/']);
      const second = await s3.send(new ListObjectsCommand({ ...page, Marker: first.NextMarker }));
      expect(second.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['b/', 'many/']);
      expect(second.Contents?.map(({ Key }) => Key)).toEqual(['ä', '～']);
    });
  });
}
