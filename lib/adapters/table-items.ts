import { gunzipSync, gzipSync } from 'node:zlib';
import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { DocumentByKind, DocumentKind } from '../model/document.ts';
import { LIMITS } from '../model/limits.ts';
import { parseDocument } from '../model/parse-document.ts';
import type { Trace } from '../model/trace.ts';
import type { Versioned, Write } from '../ports/document-store.ts';
import { tableKeys } from './table-keys.ts';

export type Item = Record<string, AttributeValue>;

/** What a write does to the table: the document's item, if it is at the expected revision, and its marker. */
export const writeItems = (TableName: string, write: Write): readonly TransactWriteItem[] => {
  const { kind, document, expectedRevision } = write;
  const item = {
    ...stringItem(tableKeys.document(kind, document.workspace, document.id)),
    ...stringItem(kind === 'stage' || kind === 'outbox' ? {} : tableKeys.listed(kind, document)),
    revision: { N: String(expectedRevision + 1) },
    body: packed(JSON.stringify(document)),
  };
  const Key = stringItem(tableKeys.document(kind, document.workspace, document.id));
  const condition = revisionIs(expectedRevision);
  const change: TransactWriteItem = write.isRemoval
    ? { Delete: { TableName, Key, ...condition } }
    : { Put: { TableName, Item: item, ...condition } };
  if (!isMarkedKind(kind)) return [change];
  const marker = stringItem(tableKeys.marker(kind, document.workspace, document.id));
  return [
    change,
    isMarked(write) && !write.isRemoval
      ? { Put: { TableName, Item: marker } }
      : { Delete: { TableName, Key: marker } },
  ];
};

/** A trace is the same item however often it is written. */
export const traceItem = (TableName: string, trace: Trace): TransactWriteItem => ({
  Put: {
    TableName,
    Item: {
      ...stringItem({ pk: tableKeys.traces(trace.workspace_id, trace.time), sk: trace.trace_id }),
      expiresAt: { N: String(Math.ceil(trace.time / 1000) + LIMITS.traceDays * 86_400) },
      body: { S: JSON.stringify(trace) },
    },
  },
});

export const documentOf = <Kind extends DocumentKind>(
  kind: Kind,
  item: Item,
): Versioned<DocumentByKind[Kind]> => ({
  document: parseDocument(kind, JSON.parse(unpacked(item['body']))),
  revision: Number(item['revision']?.N),
});

/**
 * A write costs by the kilobyte, and one item takes a thousand of them a second: the marks of a large stage's shards,
 * which change with every commit, become a hundredth of their size.
 */
const packed = (text: string): AttributeValue =>
  text.length < packedFromLength ? { S: text } : { B: gzipSync(text, { level: 1 }) };

const unpacked = (body: AttributeValue | undefined): string =>
  body?.B === undefined ? (body?.S ?? 'null') : gunzipSync(body.B).toString('utf8');

/** What fits two units of writing stays readable for people. */
const packedFromLength = 2048;

export const stringItem = (values: Readonly<Record<string, string>>): Item =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { S: value }]));

const revisionIs = (revision: number) =>
  revision === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'revision = :expected',
        ExpressionAttributeValues: { ':expected': { N: String(revision) } },
      };

/** Kinds of which the system looks for some by itself. */
export type MarkedKind = 'run' | 'connection' | 'schedule';

const isMarkedKind = (kind: DocumentKind): kind is MarkedKind =>
  kind === 'run' || kind === 'connection' || kind === 'schedule';

/** Runs under way, connections that wait for files, schedules that are to fire. */
const isMarked = ({ kind, document }: Write): boolean => {
  switch (kind) {
    case 'run':
      return document.status === 'running' || document.status === 'stopping';
    case 'connection':
      return document.status === 'pending' && document.deletedAt === undefined;
    case 'schedule':
      return document.status === 'enabled';
    default:
      return false;
  }
};
