import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readText } from './s3-bodies.ts';
import { presign } from './s3-presign.ts';
import { createSubject, type S3Endpoint, type S3Subject } from './s3-subject.ts';

export function describePresigned(create: () => Promise<S3Endpoint>): void {
  describe('presigned URLs', () => {
    let subject: S3Subject;
    beforeAll(async () => {
      subject = await createSubject(create);
      const { s3, bucket } = subject;
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'shared & ä.txt', Body: 'shared' }));
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'private', Body: 'private' }));
    });
    afterAll(() => subject.dispose());

    it('lets its holder read the object', async () => {
      const url = await presign(subject, { method: 'GET', key: 'shared & ä.txt', expiresInSeconds: 60 });
      const response = await fetch(url);
      expect([response.status, await response.text()]).toEqual([200, 'shared']);
    });

    it('lets its holder write the object, with the headers that were signed', async () => {
      const headers = { 'content-type': 'text/plain' };
      const url = await presign(subject, { method: 'PUT', key: 'written', expiresInSeconds: 60, headers });
      expect((await fetch(url, { method: 'PUT', body: 'by URL', headers })).status).toBe(200);
      expect(await readText(subject, { Key: 'written' })).toBe('by URL');
      const otherHeaders = { 'content-type': 'text/html' };
      expect((await fetch(url, { method: 'PUT', body: 'x', headers: otherHeaders })).status).toBe(403);
    });

    it('is refused once it has expired', async () => {
      const signedAt = new Date(Date.now() - 120_000);
      const url = await presign(subject, { method: 'GET', key: 'private', expiresInSeconds: 60, signedAt });
      const response = await fetch(url);
      expect(response.status).toBe(403);
      expect(await response.text()).toContain('<Code>AccessDenied</Code>');
    });

    it('is refused for another key, another method, a longer time, or with a header added', async () => {
      const url = await presign(subject, { method: 'GET', key: 'written', expiresInSeconds: 60 });
      const statuses = await Promise.all([
        fetch(url.replace('/written', '/private')),
        fetch(url, { method: 'DELETE' }),
        fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600')),
        fetch(url, { headers: { 'x-amz-meta-added': 'x' } }),
      ]);
      expect(statuses.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    });
  });
}
