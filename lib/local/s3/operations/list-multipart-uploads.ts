import { compareKeys } from '../compare-keys.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { documentReply } from '../s3-reply.ts';
import { xmlDocument, xmlElement, xmlText } from '../write-xml.ts';

/** ListMultipartUploads: all that are under way below a prefix, in one page. */
export const listMultipartUploads: S3Operation = (request, { store }) => {
  const { name } = loadBucket(store, request.bucket);
  const prefix = request.query.get('prefix') ?? '';
  const uploads = [...store.index.uploads.values()]
    .map(({ upload }) => upload)
    .filter(({ bucket, key }) => bucket === name && key.startsWith(prefix))
    .sort((a, b) => compareKeys(a.key, b.key) || a.startedAt - b.startedAt);
  const elements = uploads.map(({ key, uploadId, startedAt }) => {
    return xmlElement(
      'Upload',
      xmlText('Key', key),
      xmlText('UploadId', uploadId),
      xmlText('StorageClass', 'STANDARD'),
      xmlText('Initiated', new Date(startedAt).toISOString()),
    );
  });
  return documentReply(
    xmlDocument(
      'ListMultipartUploadsResult',
      xmlText('Bucket', name),
      xmlText('Prefix', prefix),
      xmlText('IsTruncated', false),
      ...elements,
    ),
  );
};
