import { createHash, randomBytes } from 'node:crypto';
import { GetObjectCommand, type GetObjectCommandInput } from '@aws-sdk/client-s3';
import type { S3Subject } from './s3-subject.ts';

/** The bytes of an object, or of a range of it. */
export async function readBytes(
  { s3, bucket }: S3Subject,
  input: Partial<GetObjectCommandInput> & { readonly Key: string },
): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, ...input }));
  if (!Body) throw new Error('the answer has no body');
  return Buffer.from(await Body.transformToByteArray());
}

/** The text of an object, or of a range of it. */
export async function readText(
  subject: S3Subject,
  input: Partial<GetObjectCommandInput> & { readonly Key: string },
): Promise<string> {
  return (await readBytes(subject, input)).toString('utf8');
}

/** A source of so many mebibytes of noise that tells the hash of what it gave. */
export function createNoise(mebibytes: number): { chunks(): Iterable<Buffer>; sha256(): string } {
  const noise = randomBytes(1024 * 1024);
  const hash = createHash('sha256');
  return {
    *chunks() {
      for (let count = 0; count < mebibytes; count++) {
        noise.writeUInt32BE(count, 0);
        const chunk = Buffer.from(noise);
        hash.update(chunk);
        yield chunk;
      }
    },
    sha256: () => hash.digest('hex'),
  };
}
