import { randomBytes } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';

/** An endpoint that claims to speak S3. */
export interface S3Endpoint {
  readonly url: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  stop(): Promise<void>;
}

/** What the checks of the contract work with: a client and a bucket of their own. */
export interface S3Subject {
  readonly endpoint: S3Endpoint;
  readonly s3: S3Client;
  readonly bucket: string;
  dispose(): Promise<void>;
}

/** A client of the endpoint that never tries twice: what fails shall be seen. */
export function createClient(endpoint: Omit<S3Endpoint, 'stop'>, config: S3ClientConfig = {}): S3Client {
  const { url, region, credentials } = endpoint;
  return new S3Client({
    endpoint: url,
    region,
    credentials,
    maxAttempts: 1,
    forcePathStyle: true,
    ...config,
  });
}

/** Starts an endpoint and makes a fresh bucket in it. */
export async function createSubject(create: () => Promise<S3Endpoint>): Promise<S3Subject> {
  const endpoint = await create();
  const s3 = createClient(endpoint);
  const bucket = `contract-${randomBytes(6).toString('hex')}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    endpoint,
    s3,
    bucket,
    dispose: async () => {
      await emptyBucket(s3, bucket);
      await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
      s3.destroy();
      await endpoint.stop();
    },
  };
}

async function emptyBucket(s3: S3Client, bucket: string): Promise<void> {
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
    const Objects = Contents.map(({ Key }) => ({ Key }));
    if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
  }
}
