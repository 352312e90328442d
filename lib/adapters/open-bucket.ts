import { S3Client } from '@aws-sdk/client-s3';
import { createS3Client } from './aws-ports.ts';
import { S3ObjectStore } from './s3-object-store.ts';

/** A server that speaks the S3 protocol, with what it takes to sign for it. */
export interface S3Server {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The objects of a bucket: on the server given, else wherever the AWS SDK's own settings lead. */
export const openBucket = (bucket: string, server?: S3Server): S3ObjectStore =>
  new S3ObjectStore(
    server === undefined
      ? createS3Client()
      : new S3Client({ ...server, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' }),
    bucket,
  );
