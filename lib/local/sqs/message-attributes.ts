import { createHash, type Hash } from 'node:crypto';
import * as z from 'zod';
import { isSendable } from './sendable-text.ts';
import { invalidParameter } from './sqs-error.ts';

const attributeSchema = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  /** Base64, as it travels. */
  BinaryValue: z.base64().optional(),
});

/** The attributes of a message as a request holds them. */
export const messageAttributesSchema = z.record(z.string(), attributeSchema);

type MessageAttribute = z.infer<typeof attributeSchema>;
export type MessageAttributes = z.infer<typeof messageAttributesSchema>;

/** @throws SqsError InvalidParameterValue when a name, a type or a value breaks SQS's rules */
export const checkMessageAttributes = (attributes: MessageAttributes): void => {
  const entries = Object.entries(attributes);
  if (entries.length > 10) throw invalidParameter('A message may have 10 attributes at most.');
  for (const [name, attribute] of entries) {
    if (!isAttributeName(name)) throw invalidParameter(`'${name}' is no name for a message attribute.`);
    checkAttribute(name, attribute);
  }
};

/** What the attributes count towards the size of their message. */
export const attributesSizeBytes = (attributes: MessageAttributes): number => {
  let sizeBytes = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    const { value } = bytesOf(attribute);
    sizeBytes += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + value.length;
  }
  return sizeBytes;
};

/**
 * The digest by which a client sees that its attributes arrived whole.
 * Source: SQS developer guide, "Calculating the MD5 message digest for message attributes".
 */
export const attributesMd5 = (attributes: MessageAttributes): string => {
  const hash = createHash('md5');
  for (const [name, attribute] of Object.entries(attributes).toSorted(byName)) {
    const { kind, value } = bytesOf(attribute);
    addWithLength(hash, Buffer.from(name));
    addWithLength(hash, Buffer.from(attribute.DataType));
    hash.update(Uint8Array.of(kind));
    addWithLength(hash, value);
  }
  return hash.digest('hex');
};

type Named = readonly [string, unknown];
const byName = ([left]: Named, [right]: Named): number => (left < right ? -1 : 1);

const checkAttribute = (name: string, attribute: MessageAttribute): void => {
  const [type] = attribute.DataType.split('.', 1);
  const isBinary = type === 'Binary';
  if (!isBinary && type !== 'String' && type !== 'Number') {
    throw invalidParameter(`The message attribute '${name}' must have the type String, Number or Binary.`);
  }
  const text = attribute.StringValue;
  const isOfItsType = isBinary ? text === undefined : attribute.BinaryValue === undefined;
  if (!isOfItsType || bytesOf(attribute).value.length === 0) {
    throw invalidParameter(`The message attribute '${name}' must have a value of its type.`);
  }
  if (text !== undefined && !isSendable(text)) {
    throw invalidParameter(`The message attribute '${name}' has characters that SQS does not take.`);
  }
  if (type === 'Number' && (text?.trim() === '' || Number.isNaN(Number(text)))) {
    throw invalidParameter(`The value of the message attribute '${name}' is no number.`);
  }
};

const isAttributeName = (name: string): boolean =>
  /^(?!\.)[\w.-]{1,256}(?<!\.)$/.test(name) && !name.includes('..') && !/^(aws|amazon)\./i.test(name);

const bytesOf = ({ StringValue, BinaryValue }: MessageAttribute): { kind: 1 | 2; value: Buffer } =>
  BinaryValue === undefined
    ? { kind: 1, value: Buffer.from(StringValue ?? '') }
    : { kind: 2, value: Buffer.from(BinaryValue, 'base64') };

const addWithLength = (hash: Hash, bytes: Buffer): void => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  hash.update(length).update(bytes);
};
