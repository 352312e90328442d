import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SluiceError } from '../errors/sluice-error.ts';

/**
 * Gives the function that loads a small text, such as a word list, by `s3://bucket/key`, `obs://bucket/key` or
 * `/bucket/key`.
 */
export const loadS3Text =
  (client: S3Client) =>
  async (address: string): Promise<string> => {
    const match = /^(?:s3:\/\/|obs:\/\/|\/)([^/]+)\/(.+)$/.exec(address);
    if (match === null) {
      throw new SluiceError('ModelArts.72090024', { address, reason: 'it must look like s3://bucket/key' });
    }
    const [, Bucket, Key] = match;
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString('utf-8')) ?? '';
    } catch (cause) {
      throw new SluiceError('ModelArts.72091001', { file: address }, { cause });
    }
  };
