import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { SluiceError } from '../errors/sluice-error.ts';
import type { ObjectStore, StoredObject } from '../ports/object-store.ts';
import { copyInParts, largestCopyBytes } from './s3-copy-in-parts.ts';
import { writeInParts } from './s3-write-in-parts.ts';

/** The bytes of one part of a multipart upload, and so the largest body that goes in one request. */
const partBytes = 32 << 20;
const deleteBatch = 1000;

/** Objects in one S3 bucket. */
export class S3ObjectStore implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async find(key: string): Promise<StoredObject | undefined> {
    try {
      const head = await this.#client.send(new HeadObjectCommand(this.#at(key)));
      return {
        key,
        sizeBytes: head.ContentLength ?? 0,
        etag: head.ETag ?? '',
        modifiedAt: head.LastModified?.getTime() ?? 0,
      };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw storageFailure(key, error);
    }
  }

  async *read(key: string, range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array> {
    if (range !== undefined && range.start >= range.end) return;
    const bounds = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end - 1}` };
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ ...this.#at(key), ...bounds }));
      // On Node the body is a readable stream, which is an iterable of buffers.
      yield* Body as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw storageFailure(key, error);
    }
  }

  async write(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    try {
      if (body instanceof Uint8Array) return await this.#put(key, body);
      return await writeInParts(
        { client: this.#client, ...this.#at(key), partBytes },
        body,
        (whole) => this.#put(key, whole),
      );
    } catch (error) {
      throw storageFailure(key, error);
    }
  }

  async copy(fromKey: string, toKey: string, { etag }: { readonly etag?: string } = {}): Promise<void> {
    const source = await this.find(fromKey);
    if (source === undefined || (etag !== undefined && etag !== source.etag)) {
      throw new SluiceError('ModelArts.72020136', { file: fromKey, reason: 'it is gone or has changed' });
    }
    const from = {
      CopySource: `${this.#bucket}/${fromKey.split('/').map(encodeURIComponent).join('/')}`,
      ...(etag === undefined ? {} : { CopySourceIfMatch: etag }),
    };
    try {
      if (source.sizeBytes <= largestCopyBytes) {
        await this.#client.send(new CopyObjectCommand({ ...this.#at(toKey), ...from }));
      } else {
        await copyInParts(this.#client, { ...this.#at(toKey), ...from, sizeBytes: source.sizeBytes });
      }
    } catch (error) {
      throw storageFailure(fromKey, error);
    }
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    let ContinuationToken: string | undefined;
    do {
      const page = await this.#client
        .send(new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ContinuationToken }))
        .catch((error: unknown) => {
          throw storageFailure(prefix, error);
        });
      for (const { Key = '', Size = 0, ETag = '', LastModified } of page.Contents ?? []) {
        yield { key: Key, sizeBytes: Size, etag: ETag, modifiedAt: LastModified?.getTime() ?? 0 };
      }
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += deleteBatch) {
      const Objects = keys.slice(start, start + deleteBatch).map((Key) => ({ Key }));
      await this.#client
        .send(new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } }))
        .catch((error: unknown) => {
          throw storageFailure(keys[start] ?? '', error);
        });
    }
  }

  async #put(key: string, body: Uint8Array): Promise<StoredObject> {
    const { ETag = '' } = await this.#client.send(new PutObjectCommand({ ...this.#at(key), Body: body }));
    return { key, sizeBytes: body.byteLength, etag: ETag, modifiedAt: Date.now() };
  }

  #at(key: string) {
    return { Bucket: this.#bucket, Key: key };
  }
}

const statusOf = (error: unknown): number | undefined =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode; // SDK errors have it

const storageFailure = (key: string, error: unknown): unknown => {
  const status = statusOf(error);
  const name = error instanceof Error ? error.name : 'unknown';
  if (status === 404 || status === 412) return new SluiceError('ModelArts.72020136', { file: key }, { cause: error });
  // What is not S3's answer, such as a failure of the body that is written, is not storage's fault.
  const isStorage = status !== undefined || /^(ECONN|EPIPE|ETIMEDOUT|Timeout|Network)/i.test(codeOf(error) ?? name);
  return isStorage ? new SluiceError('ModelArts.72020067', { reason: name, key }, { cause: error }) : error;
};

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
