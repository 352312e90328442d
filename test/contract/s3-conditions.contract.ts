import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readText } from './s3-bodies.ts';
import { createSubject, type S3Endpoint, type S3Subject } from './s3-subject.ts';

// Large enough that all of them are under way before the first is done.
const writers = Array.from({ length: 20 }, (_, index) => `writer ${index} `.repeat(40_000));

export function describeConditions(create: () => Promise<S3Endpoint>): void {
  describe('conditions', () => {
    let subject: S3Subject;
    const put = (input: Pick<PutObjectCommandInput, 'Key' | 'Body' | 'IfMatch' | 'IfNoneMatch'>) => {
      return subject.s3.send(new PutObjectCommand({ Bucket: subject.bucket, ...input }));
    };
    beforeAll(async () => {
      subject = await createSubject(create);
    });
    afterAll(() => subject.dispose());

    it("lets If-None-Match: '*' create an object but not replace it", async () => {
      await put({ Key: 'once', Body: 'first', IfNoneMatch: '*' });
      const second = put({ Key: 'once', Body: 'second', IfNoneMatch: '*' });
      await expect(second).rejects.toMatchObject({
        name: 'PreconditionFailed',
        $metadata: { httpStatusCode: 412 },
      });
      expect(await readText(subject, { Key: 'once' })).toBe('first');
    });

    it('lets exactly one of twenty writers create an object', async () => {
      const attempts = writers.map((Body) => put({ Key: 'race', Body, IfNoneMatch: '*' }));
      const outcomes = await Promise.allSettled(attempts);
      const winners = writers.filter((_, index) => outcomes[index]?.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      expect((await readText(subject, { Key: 'race' })) === winners[0]).toBe(true);
    });

    it('lets exactly one of twenty writers replace the version that all of them have seen', async () => {
      const { ETag } = await put({ Key: 'version', Body: 'seen' });
      const outcomes = await Promise.allSettled(
        writers.map((Body) => put({ Key: 'version', Body, IfMatch: ETag })),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('refuses to replace by If-Match what has changed, or is not there', async () => {
      const { ETag } = await put({ Key: 'changed', Body: 'old' });
      await put({ Key: 'changed', Body: 'new', IfMatch: ETag });
      const stale = put({ Key: 'changed', Body: 'stale', IfMatch: ETag });
      await expect(stale).rejects.toMatchObject({ name: 'PreconditionFailed' });
      await expect(put({ Key: 'absent', Body: 'x', IfMatch: ETag })).rejects.toMatchObject({
        name: 'NoSuchKey',
      });
    });

    it('refuses a large body by its head alone', async () => {
      await put({ Key: 'once-large', Body: 'small', IfNoneMatch: '*' });
      const large = put({ Key: 'once-large', Body: Buffer.alloc(8 * 1024 * 1024), IfNoneMatch: '*' });
      await expect(large).rejects.toMatchObject({ name: 'PreconditionFailed' });
      expect(await readText(subject, { Key: 'once-large' })).toBe('small');
    });

    it('answers a read of what the client has with 304, and of what it no longer is with 412', async () => {
      const { s3, bucket } = subject;
      const { ETag } = await put({ Key: 'cached', Body: 'x' });
      const again = s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'cached', IfNoneMatch: ETag }));
      await expect(again).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
      const other = s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'cached', IfMatch: '"other"' }));
      await expect(other).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    });

    it('answers a read of what has not changed since with 304', async () => {
      const { s3, bucket } = subject;
      await put({ Key: 'dated', Body: 'x' });
      const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'dated' }));
      const read = s3.send(
        new GetObjectCommand({ Bucket: bucket, Key: 'dated', IfModifiedSince: LastModified }),
      );
      await expect(read).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    });
  });
}
