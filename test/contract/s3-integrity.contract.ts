import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { ChecksumAlgorithm, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNoise, readBytes, readText } from './s3-bodies.ts';
import { createClient, createSubject, type S3Endpoint, type S3Subject } from './s3-subject.ts';

export function describeIntegrity(create: () => Promise<S3Endpoint>): void {
  describe('integrity', () => {
    let subject: S3Subject;
    beforeAll(async () => {
      subject = await createSubject(create);
    });
    afterAll(() => subject.dispose());

    it('answers with the CRC32 that the client sends by default', async () => {
      const { s3, bucket } = subject;
      const put = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'crc32', Body: 'hello' }));
      expect(put.ChecksumCRC32).toBe('NhCmhg==');
      const head = await s3.send(
        new HeadObjectCommand({ Bucket: bucket, Key: 'crc32', ChecksumMode: 'ENABLED' }),
      );
      expect(head.ChecksumCRC32).toBe('NhCmhg==');
    });

    it.each([
      [ChecksumAlgorithm.CRC32C, 'ChecksumCRC32C', 'mnG7TA=='],
      [ChecksumAlgorithm.SHA1, 'ChecksumSHA1', 'qvTGHdzF6KLavt4PO0gs2a6pQ00='],
      [ChecksumAlgorithm.SHA256, 'ChecksumSHA256', 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ='],
    ])('checks and keeps a %s', async (algorithm, field, checksum) => {
      const { s3, bucket } = subject;
      const input = { Bucket: bucket, Key: algorithm, Body: 'hello', ChecksumAlgorithm: algorithm };
      expect(await s3.send(new PutObjectCommand(input))).toHaveProperty(field, checksum);
    });

    it.each([
      ['ChecksumCRC32', 'AAAAAA=='],
      ['ChecksumCRC32C', 'AAAAAA=='],
      ['ChecksumCRC64NVME', 'AAAAAAAAAAA='],
      ['ChecksumSHA256', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
      ['ContentMD5', 'AAAAAAAAAAAAAAAAAAAAAA=='],
    ])('refuses a body with a wrong %s, and keeps what was there', async (field, wrong) => {
      const { s3, bucket } = subject;
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'guarded', Body: 'right' }));
      const input = { Bucket: bucket, Key: 'guarded', Body: 'other', [field]: wrong };
      await expect(s3.send(new PutObjectCommand(input))).rejects.toMatchObject({ name: 'BadDigest' });
      expect(await readText(subject, { Key: 'guarded' })).toBe('right');
    });

    it('stores exactly the bytes of a stream, whatever the framing it came in', async () => {
      const { s3, bucket } = subject;
      const bytes = randomBytes(300_000);
      const pieces = [bytes.subarray(0, 1), bytes.subarray(1, 100_000), bytes.subarray(100_000)];
      const Body = Readable.from(pieces);
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: 'stream', Body, ContentLength: bytes.length }),
      );
      expect((await readBytes(subject, { Key: 'stream' })).equals(bytes)).toBe(true);
      const { ContentEncoding } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'stream' }));
      expect(ContentEncoding).toBeUndefined();
    });

    it('takes a stream of 64 MiB in one piece and gives it back', async () => {
      const { s3, bucket } = subject;
      const noise = createNoise(64);
      const Body = Readable.from(noise.chunks());
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: 'large', Body, ContentLength: 64 * 1024 * 1024 }),
      );
      const given = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'large' }));
      const hash = createHash('sha256');
      // In Node the body of an answer is a stream.
      for await (const chunk of given.Body as Readable) hash.update(chunk);
      expect(hash.digest('hex')).toBe(noise.sha256());
    });

    it('refuses a request that was signed with another secret, or by a stranger', async () => {
      const { endpoint, bucket } = subject;
      const attempt = async (credentials: S3Endpoint['credentials']) => {
        const stranger = createClient({ ...endpoint, credentials });
        await stranger.send(new PutObjectCommand({ Bucket: bucket, Key: 'x', Body: 'x' })).finally(() => {
          stranger.destroy();
        });
      };
      await expect(attempt({ ...endpoint.credentials, secretAccessKey: 'guessed' })).rejects.toMatchObject({
        name: 'SignatureDoesNotMatch',
        $metadata: { httpStatusCode: 403 },
      });
      await expect(attempt({ accessKeyId: 'stranger', secretAccessKey: 'x' })).rejects.toMatchObject({
        name: 'InvalidAccessKeyId',
      });
    });

    it('refuses a request without a signature', async () => {
      const { endpoint, bucket } = subject;
      const response = await fetch(`${endpoint.url}/${bucket}/x`, { method: 'PUT', body: 'x' });
      expect(response.status).toBe(403);
      expect(await response.text()).toContain('<Code>AccessDenied</Code>');
    });
  });
}
