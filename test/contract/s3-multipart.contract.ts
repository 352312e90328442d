import { randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBytes, readText } from './s3-bodies.ts';
import { createSubject, type S3Endpoint, type S3Subject } from './s3-subject.ts';

const partBytes = 5 * 1024 * 1024;

export function describeMultipart(create: () => Promise<S3Endpoint>): void {
  describe('multipart uploads', () => {
    let subject: S3Subject;
    const start = async (Key: string, input: Partial<CreateMultipartUploadCommandInput> = {}) => {
      const command = new CreateMultipartUploadCommand({ Bucket: subject.bucket, Key, ...input });
      const { UploadId } = await subject.s3.send(command);
      return { Bucket: subject.bucket, Key, UploadId };
    };
    type Upload = Awaited<ReturnType<typeof start>>;
    const uploadPart = async (
      upload: Upload,
      PartNumber: number,
      Body: string | Buffer,
    ): Promise<CompletedPart> => {
      const { ETag, ChecksumCRC32 } = await subject.s3.send(
        new UploadPartCommand({ ...upload, PartNumber, Body }),
      );
      return { PartNumber, ETag, ChecksumCRC32 };
    };
    const complete = (upload: Upload, Parts: CompletedPart[], input: { IfNoneMatch?: string } = {}) => {
      const command = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...input });
      return subject.s3.send(command);
    };
    beforeAll(async () => {
      subject = await createSubject(create);
    });
    afterAll(() => subject.dispose());

    it('joins the parts in their order, whatever the order they came in', async () => {
      const upload = await start('joined', {
        ContentType: 'application/x-test',
        Metadata: { kind: 'joined' },
      });
      const [first, second, last] = [randomBytes(partBytes), randomBytes(partBytes), Buffer.from('the end')];
      const parts = await Promise.all([
        uploadPart(upload, 1, first),
        uploadPart(upload, 2, second),
        uploadPart(upload, 7, last),
      ]);
      const { ETag } = await complete(upload, parts);
      expect(ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
      const whole = Buffer.concat([first, second, last]);
      expect((await readBytes(subject, { Key: 'joined' })).equals(whole)).toBe(true);
      const Range = `bytes=${partBytes - 3}-${partBytes + 2}`;
      const across = await readBytes(subject, { Key: 'joined', Range });
      expect(across.equals(whole.subarray(partBytes - 3, partBytes + 3))).toBe(true);
      const head = await subject.s3.send(new HeadObjectCommand({ Bucket: subject.bucket, Key: 'joined' }));
      expect(head).toMatchObject({ ETag, ContentType: 'application/x-test', Metadata: { kind: 'joined' } });
    });

    it('lists the parts page by page, and the upload while it is under way', async () => {
      const { s3, bucket } = subject;
      const upload = await start('listed');
      for (const part of [1, 2, 3]) await uploadPart(upload, part, `part ${part}`);
      const first = await s3.send(new ListPartsCommand({ ...upload, MaxParts: 2 }));
      expect(first).toMatchObject({
        IsTruncated: true,
        Parts: [{ PartNumber: 1, Size: 6 }, { PartNumber: 2 }],
      });
      const PartNumberMarker = first.NextPartNumberMarker;
      const second = await s3.send(new ListPartsCommand({ ...upload, PartNumberMarker }));
      expect(second).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 3 }] });
      const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      expect(Uploads).toMatchObject([{ Key: 'listed', UploadId: upload.UploadId }]);
      await s3.send(new AbortMultipartUploadCommand(upload));
    });

    it('forgets an upload that was aborted', async () => {
      const upload = await start('aborted');
      const part = await uploadPart(upload, 1, 'x');
      await subject.s3.send(new AbortMultipartUploadCommand(upload));
      await expect(complete(upload, [part])).rejects.toMatchObject({ name: 'NoSuchUpload' });
      await expect(uploadPart(upload, 2, 'x')).rejects.toMatchObject({ name: 'NoSuchUpload' });
    });

    it('refuses parts that are unknown, out of order or too small', async () => {
      const upload = await start('refused');
      const [one, two] = [await uploadPart(upload, 1, 'small'), await uploadPart(upload, 2, 'small too')];
      await expect(complete(upload, [{ ...one, ETag: two.ETag }])).rejects.toMatchObject({
        name: 'InvalidPart',
      });
      await expect(complete(upload, [two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
      await expect(complete(upload, [one, two])).rejects.toMatchObject({ name: 'EntityTooSmall' });
      await complete(upload, [two]);
      expect(await readText(subject, { Key: 'refused' })).toBe('small too');
    });

    it("keeps to If-None-Match: '*' when an upload is completed", async () => {
      const upload = await start('created-meanwhile');
      const part = await uploadPart(upload, 1, 'mine');
      await subject.s3.send(
        new PutObjectCommand({ Bucket: subject.bucket, Key: 'created-meanwhile', Body: 'theirs' }),
      );
      const late = complete(upload, [part], { IfNoneMatch: '*' });
      await expect(late).rejects.toMatchObject({ name: 'PreconditionFailed' });
      await subject.s3.send(new AbortMultipartUploadCommand(upload));
    });

    it('makes parts of other objects, and of ranges of them', async () => {
      const { s3, bucket } = subject;
      const source = randomBytes(partBytes + 10);
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'part source', Body: source }));
      const upload = await start('assembled');
      const copyPart = async (PartNumber: number, CopySourceRange?: string): Promise<CompletedPart> => {
        const input = { ...upload, PartNumber, CopySource: `${bucket}/part%20source`, CopySourceRange };
        const { CopyPartResult } = await s3.send(new UploadPartCopyCommand(input));
        return { PartNumber, ETag: CopyPartResult?.ETag };
      };
      const parts = [
        await copyPart(1),
        await copyPart(2, `bytes=10-${partBytes + 9}`),
        await copyPart(3, 'bytes=2-4'),
      ];
      await complete(upload, parts);
      const whole = Buffer.concat([source, source.subarray(10), source.subarray(2, 5)]);
      expect((await readBytes(subject, { Key: 'assembled' })).equals(whole)).toBe(true);
      await expect(copyPart(4, 'bytes=0-99999999')).rejects.toThrow();
    });
  });
}
