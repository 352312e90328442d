import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { SluiceError } from '../errors/sluice-error.ts';
import type { ObjectStore, StoredObject } from '../ports/object-store.ts';
import { joinParts } from './join-parts.ts';
import { readResuming } from './read-resuming.ts';
import { isFailedCondition, isMissingObject, isUnsatisfiableRange, s3Call, s3Error } from './s3-error.ts';
import { type StorePart, type UploadTarget, uploadInParts } from './s3-multipart.ts';

const mebibyte = 1024 ** 2;

/** Sizes at which one request is too little. */
interface Sizes {
  /** Bytes of a part of an upload; smaller objects are written by one request. */
  readonly partBytes: number;
  /** Largest object that is copied by one request, and largest part of a copy. */
  readonly copyBytes: number;
}

const defaultSizes: Sizes = { partBytes: 16 * mebibyte, copyBytes: 1024 * mebibyte };

/** Objects of one S3 bucket. */
export class S3ObjectStore implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #sizes: Sizes;

  constructor(client: S3Client, bucket: string, sizes = defaultSizes) {
    this.#client = client;
    this.#bucket = bucket;
    this.#sizes = sizes;
  }

  async find(key: string): Promise<StoredObject | undefined> {
    try {
      const head = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }));
      return stored(key, { Size: head.ContentLength, ...head });
    } catch (error) {
      if (isMissingObject(error)) return undefined;
      throw s3Error(key, error);
    }
  }

  async *read(
    key: string,
    range?: { readonly start: number; readonly end: number },
  ): AsyncIterable<Uint8Array> {
    if (range !== undefined && range.start >= range.end) return;
    const { start, end } = range ?? { start: 0, end: undefined };
    const get = (offset: number, etag: string | undefined) => {
      const isWhole = start + offset === 0 && end === undefined;
      const Range = isWhole ? undefined : `bytes=${start + offset}-${end === undefined ? '' : end - 1}`;
      const place = { Bucket: this.#bucket, Key: key };
      return this.#client.send(new GetObjectCommand({ ...place, Range, IfMatch: etag }));
    };
    try {
      yield* readResuming(get);
    } catch (error) {
      if (isUnsatisfiableRange(error)) return;
      throw s3Error(key, error);
    }
  }

  async write(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    if (body instanceof Uint8Array) return this.#put(key, body);
    const { partBytes } = this.#sizes;
    const parts = joinParts(body, partBytes);
    const { value: first = new Uint8Array() } = await parts.next();
    return first.length < partBytes ? this.#put(key, first) : this.#upload(key, first, parts);
  }

  async writeNew(key: string, body: Uint8Array): Promise<boolean> {
    try {
      const place = { Bucket: this.#bucket, Key: key, IfNoneMatch: '*' };
      await this.#client.send(new PutObjectCommand({ ...place, Body: body }));
      return true;
    } catch (error) {
      if (isFailedCondition(error)) return false;
      throw s3Error(key, error);
    }
  }

  async copy(fromKey: string, toKey: string, condition: { readonly etag?: string } = {}): Promise<void> {
    const source = await this.find(fromKey);
    if (source === undefined) throw new SluiceError('ModelArts.72020136', { key: fromKey });
    const from = {
      CopySource: `${this.#bucket}/${fromKey.split('/').map(encodeURIComponent).join('/')}`,
      CopySourceIfMatch: condition.etag ?? source.etag,
    };
    if (source.sizeBytes <= this.#sizes.copyBytes) {
      const to = { Bucket: this.#bucket, Key: toKey };
      await s3Call(fromKey, this.#client.send(new CopyObjectCommand({ ...to, ...from })));
      return;
    }
    await uploadInParts(this.#target(toKey), this.#copyParts(fromKey, from, source.sizeBytes));
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix: prefix });
    try {
      for await (const { Contents = [] } of pages) {
        for (const { Key = '', ...about } of Contents) yield stored(Key, about);
      }
    } catch (error) {
      throw s3Error(prefix, error);
    }
  }

  async delete(keys: readonly string[]): Promise<void> {
    const keysPerRequest = 1000;
    for (let start = 0; start < keys.length; start += keysPerRequest) {
      const Objects = keys.slice(start, start + keysPerRequest).map((Key) => ({ Key }));
      const command = new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } });
      const { Errors: [failed] = [] } = await s3Call(keys[start] ?? '', this.#client.send(command));
      if (failed === undefined) continue;
      throw new SluiceError('ModelArts.72020067', { key: failed.Key, reason: failed.Code ?? 'unknown' });
    }
  }

  async #put(key: string, body: Uint8Array): Promise<StoredObject> {
    const command = new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: body });
    const { ETag } = await s3Call(key, this.#client.send(command));
    return stored(key, { Size: body.length, ETag, LastModified: new Date() });
  }

  async *#copyParts(
    fromKey: string,
    from: { readonly CopySource: string; readonly CopySourceIfMatch: string },
    sizeBytes: number,
  ): AsyncGenerator<StorePart> {
    for (const CopySourceRange of rangesOf(sizeBytes, this.#sizes.copyBytes)) {
      yield async (place) => {
        const copied = this.#client.send(new UploadPartCopyCommand({ ...place, ...from, CopySourceRange }));
        return (await s3Call(fromKey, copied)).CopyPartResult?.ETag;
      };
    }
  }

  async #upload(key: string, first: Uint8Array, rest: AsyncIterable<Uint8Array>): Promise<StoredObject> {
    const client = this.#client;
    let sizeBytes = 0;
    async function* parts(): AsyncGenerator<StorePart> {
      yield storing(first);
      for await (const part of rest) yield storing(part);
    }
    const storing = (body: Uint8Array): StorePart => {
      sizeBytes += body.length;
      return async (place) =>
        (await s3Call(key, client.send(new UploadPartCommand({ ...place, Body: body })))).ETag;
    };
    const ETag = await uploadInParts(this.#target(key), parts());
    return stored(key, { Size: sizeBytes, ETag, LastModified: new Date() });
  }

  #target(key: string): UploadTarget {
    return { client: this.#client, bucket: this.#bucket, key };
  }
}

const rangesOf = (sizeBytes: number, partBytes: number): readonly string[] =>
  Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, index) => {
    const start = index * partBytes;
    return `bytes=${start}-${Math.min(start + partBytes, sizeBytes) - 1}`;
  });

interface ObjectFacts {
  readonly Size?: number | undefined;
  readonly ETag?: string | undefined;
  readonly LastModified?: Date | undefined;
}

const stored = (key: string, { Size = 0, ETag = '', LastModified }: ObjectFacts): StoredObject => ({
  key,
  sizeBytes: Size,
  etag: ETag,
  modifiedAt: LastModified?.getTime() ?? 0,
});
