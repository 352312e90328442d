import type { S3Operation } from '../s3-operation.ts';
import { documentReply } from '../s3-reply.ts';
import { xmlDocument, xmlElement, xmlText } from '../write-xml.ts';

/** ListBuckets: all of them, by name. */
export const listBuckets: S3Operation = (_, { store }) => {
  const buckets = [...store.index.buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const elements = buckets.map(({ name, createdAt }) => {
    return xmlElement(
      'Bucket',
      xmlText('Name', name),
      xmlText('CreationDate', new Date(createdAt).toISOString()),
    );
  });
  return documentReply(
    xmlDocument(
      'ListAllMyBucketsResult',
      xmlElement('Owner', xmlText('ID', 'local')),
      xmlElement('Buckets', ...elements),
    ),
  );
};
