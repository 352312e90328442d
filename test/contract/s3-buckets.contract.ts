import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  type QueueConfiguration,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSubject, type S3Endpoint, type S3Subject } from './s3-subject.ts';

export function describeBuckets(create: () => Promise<S3Endpoint>): void {
  describe('buckets', () => {
    let subject: S3Subject;
    beforeAll(async () => {
      subject = await createSubject(create);
    });
    afterAll(() => subject.dispose());

    it('finds and lists the bucket that was made', async () => {
      const { s3, bucket } = subject;
      await s3.send(new HeadBucketCommand({ Bucket: bucket }));
      const { Buckets } = await s3.send(new ListBucketsCommand({}));
      expect(Buckets?.find(({ Name }) => Name === bucket)?.CreationDate).toBeInstanceOf(Date);
      expect((await s3.send(new GetBucketLocationCommand({ Bucket: bucket }))).$metadata.httpStatusCode).toBe(
        200,
      );
    });

    it('says NotFound to a look at a bucket that is not there, and NoSuchBucket to a read from it', async () => {
      const head = subject.s3.send(new HeadBucketCommand({ Bucket: 'sluice-no-such-bucket' }));
      await expect(head).rejects.toMatchObject({ name: 'NotFound', $metadata: { httpStatusCode: 404 } });
      const read = subject.s3.send(new GetObjectCommand({ Bucket: 'sluice-no-such-bucket', Key: 'x' }));
      await expect(read).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
    });

    it('refuses a name that S3 does not take', async () => {
      const made = subject.s3.send(new CreateBucketCommand({ Bucket: 'Upper-Case' }));
      await expect(made).rejects.toMatchObject({ name: 'InvalidBucketName' });
    });

    it('keeps a bucket that holds an object', async () => {
      const { s3, bucket } = subject;
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'held', Body: 'x' }));
      const deleted = s3.send(new DeleteBucketCommand({ Bucket: bucket }));
      await expect(deleted).rejects.toMatchObject({ name: 'BucketNotEmpty' });
    });

    it('gives back the notification rules that were put, filters included', async () => {
      const { s3, bucket } = subject;
      const rule: QueueConfiguration = {
        Id: 'uploads & more',
        QueueArn: 'arn:aws:sqs:us-east-1:000000000000:uploads',
        Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:Delete'],
        Filter: {
          Key: {
            FilterRules: [
              { Name: 'prefix', Value: 'inbox/<1>/' },
              { Name: 'suffix', Value: 'connection.json' },
            ],
          },
        },
      };
      const NotificationConfiguration = { QueueConfigurations: [rule] };
      await s3.send(
        new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration }),
      );
      const given = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: bucket }));
      expect(given.QueueConfigurations).toEqual([rule]);
    });
  });
}
