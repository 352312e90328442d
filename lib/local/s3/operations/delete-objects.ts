import { removeObject } from '../change-object.ts';
import { readTextPayload } from '../read-payload.ts';
import { childrenOf, findText, readXml } from '../read-xml.ts';
import { S3Error } from '../s3-error.ts';
import { loadBucket, type S3Operation } from '../s3-operation.ts';
import { documentReply } from '../s3-reply.ts';
import { xmlDocument, xmlElement, xmlText } from '../write-xml.ts';

const mostKeys = 1000;

/** DeleteObjects: up to a thousand; what isn't there counts as deleted. */
export const deleteObjects: S3Operation = async (request, { store }) => {
  const document = readXml(await readTextPayload(request));
  const keys = childrenOf(document, 'Object').map((object) => findText(object, 'Key') ?? '');
  if (keys.length === 0 || keys.length > mostKeys || keys.includes('')) {
    throw new S3Error('MalformedXML', 'The XML you provided was not well-formed or did not validate.');
  }
  const bucket = loadBucket(store, request.bucket);
  await Promise.all(keys.map((key) => removeObject(store, { bucket, key, requestId: request.id })));
  const isQuiet = findText(document, 'Quiet') === 'true';
  const deleted = keys.map((key) => xmlElement('Deleted', xmlText('Key', key)));
  return documentReply(xmlDocument('DeleteResult', ...(isQuiet ? [] : deleted)));
};
