import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readText } from './s3-bodies.ts';
import { createSubject, type S3Endpoint, type S3Subject } from './s3-subject.ts';

export function describeCopies(create: () => Promise<S3Endpoint>): void {
  describe('copies', () => {
    let subject: S3Subject;
    const put = (Key: string, Body: string) => {
      const described = { ContentType: 'text/plain', Metadata: { from: 'source' } };
      return subject.s3.send(new PutObjectCommand({ Bucket: subject.bucket, Key, Body, ...described }));
    };
    const copy = (from: string, to: string, input: Partial<CopyObjectCommandInput> = {}) => {
      const { s3, bucket } = subject;
      const CopySource = `${bucket}/${from.split('/').map(encodeURIComponent).join('/')}`;
      return s3.send(new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource, ...input }));
    };
    const head = (Key: string) => subject.s3.send(new HeadObjectCommand({ Bucket: subject.bucket, Key }));
    beforeAll(async () => {
      subject = await createSubject(create);
    });
    afterAll(() => subject.dispose());

    it('copies bytes, type and metadata, also of an odd key', async () => {
      await put('from/ä + & 😀', 'hello');
      await copy('from/ä + & 😀', 'to/copy');
      expect(await readText(subject, { Key: 'to/copy' })).toBe('hello');
      expect(await head('to/copy')).toMatchObject({
        ContentType: 'text/plain',
        Metadata: { from: 'source' },
      });
    });

    it('replaces the metadata when told to', async () => {
      await put('plain', 'x');
      await copy('plain', 'renamed', { MetadataDirective: 'REPLACE', Metadata: { to: 'copy' } });
      expect((await head('renamed')).Metadata).toEqual({ to: 'copy' });
    });

    it('leaves a copy as it was when its source is replaced', async () => {
      await put('source', 'before');
      await copy('source', 'kept');
      await put('source', 'after');
      expect(await readText(subject, { Key: 'kept' })).toBe('before');
    });

    it('refuses to copy what is not there, or onto itself without a change', async () => {
      await put('self', 'x');
      await expect(copy('missing', 'x')).rejects.toMatchObject({ name: 'NoSuchKey' });
      await expect(copy('self', 'self')).rejects.toMatchObject({ name: 'InvalidRequest' });
    });

    it('copies only if the source is the one that was meant', async () => {
      await put('meant', 'x');
      const stale = copy('meant', 'y', { CopySourceIfMatch: '"other"' });
      await expect(stale).rejects.toMatchObject({ name: 'PreconditionFailed' });
    });
  });
}
