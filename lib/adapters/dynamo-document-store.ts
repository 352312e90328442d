import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { DocumentByKind, DocumentKind } from '../model/document.ts';
import { LIMITS } from '../model/limits.ts';
import { parseDocument } from '../model/parse-document.ts';
import type { Trace } from '../model/trace.ts';
import {
  type DocumentStore,
  type ListedKind,
  type Page,
  RevisionConflict,
  type Versioned,
  type Write,
} from '../ports/document-store.ts';
import { tableKeys } from './table-keys.ts';

type Item = Record<string, AttributeValue>;

/** Documents and traces in one DynamoDB table. */
export class DynamoDocumentStore implements DocumentStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async find<Kind extends DocumentKind>(
    kind: Kind,
    workspace: string,
    id: string,
  ): Promise<Versioned<DocumentByKind[Kind]> | undefined> {
    const found = await this.#get(kind, workspace, id);
    return found?.document.workspace === workspace ? found : undefined;
  }

  async findRun(id: string): Promise<Versioned<DocumentByKind['run']> | undefined> {
    return this.#get('run', '', id);
  }

  async list<Kind extends ListedKind>(
    kind: Kind,
    workspace: string,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<Page<DocumentByKind[Kind]>> {
    const items: DocumentByKind[Kind][] = [];
    let total = 0;
    const query = {
      IndexName: 'lists',
      ...equals('listKey', tableKeys.list(kind, workspace)),
      ScanIndexForward: false,
    };
    for await (const item of this.#query(query)) {
      if (total >= offset && items.length < limit) items.push(documentOf(kind, item));
      total++;
    }
    return { items, total };
  }

  async listRunning(): Promise<readonly DocumentByKind['run'][]> {
    return this.#listActive('run');
  }

  async listWaiting(): Promise<readonly DocumentByKind['connection'][]> {
    return this.#listActive('connection');
  }

  async commit(writes: readonly Write[], traces: readonly Trace[]): Promise<void> {
    const TransactItems = [
      ...writes.flatMap((write) => this.#writeItems(write)),
      ...traces.map((trace) => this.#traceItem(trace)),
    ];
    try {
      await this.#client.send(new TransactWriteItemsCommand({ TransactItems }));
    } catch (error) {
      if (isConflict(error)) throw new RevisionConflict('a document has moved on', { cause: error });
      throw error;
    }
  }

  async #get<Kind extends DocumentKind>(
    kind: Kind,
    workspace: string,
    id: string,
  ): Promise<Versioned<DocumentByKind[Kind]> | undefined> {
    const Key = stringItem(tableKeys.document(kind, workspace, id));
    const get = new GetItemCommand({ TableName: this.#table, Key, ConsistentRead: true });
    const { Item } = await this.#client.send(get);
    if (Item === undefined) return undefined;
    return { document: documentOf(kind, Item), revision: Number(Item['revision']?.N) };
  }

  async #listActive<Kind extends 'run' | 'connection'>(kind: Kind): Promise<readonly DocumentByKind[Kind][]> {
    const documents: DocumentByKind[Kind][] = [];
    for await (const { sk } of this.#query({
      ...equals('pk', tableKeys.markers(kind)),
      ConsistentRead: true,
    })) {
      const { workspace, id } = tableKeys.parseMarker(sk?.S ?? '');
      const found = await this.find(kind, workspace, id);
      if (found !== undefined) documents.push(found.document);
    }
    return documents.sort((a, b) => a.updatedAt - b.updatedAt);
  }

  #writeItems({ kind, document, expectedRevision }: Write): readonly TransactWriteItem[] {
    const { workspace, id } = document;
    const createdAt = 'createdAt' in document ? document.createdAt : undefined;
    const put: TransactWriteItem = {
      Put: {
        TableName: this.#table,
        Item: {
          ...stringItem(tableKeys.document(kind, workspace, id)),
          ...(createdAt === undefined
            ? {}
            : stringItem({
                listKey: tableKeys.list(kind, workspace),
                listSort: tableKeys.listSort(createdAt, id),
              })),
          revision: { N: String(expectedRevision + 1) },
          body: { S: JSON.stringify(document) },
        },
        ...(expectedRevision === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'revision = :expected',
              ExpressionAttributeValues: { ':expected': { N: String(expectedRevision) } },
            }),
      },
    };
    if (kind !== 'run' && kind !== 'connection') return [put];
    const marker = stringItem(tableKeys.marker(kind, workspace, id));
    return [
      put,
      isActive(document.status)
        ? { Put: { TableName: this.#table, Item: marker } }
        : { Delete: { TableName: this.#table, Key: marker } },
    ];
  }

  #traceItem(trace: Trace): TransactWriteItem {
    return {
      Put: {
        TableName: this.#table,
        Item: {
          ...stringItem({ pk: tableKeys.traces(trace.workspace_id, trace.time), sk: trace.trace_id }),
          expiresAt: { N: String(Math.ceil(trace.time / 1000) + LIMITS.traceDays * 86_400) },
          body: { S: JSON.stringify(trace) },
        },
      },
    };
  }

  async *#query(
    query: Omit<ConstructorParameters<typeof QueryCommand>[0], 'TableName'>,
  ): AsyncIterable<Item> {
    let ExclusiveStartKey: Item | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({ TableName: this.#table, ...query, ExclusiveStartKey }),
      );
      yield* page.Items ?? [];
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }
}

/** Runs under way, and connections that wait for files. */
const isActive = (status: string): boolean =>
  status === 'running' || status === 'stopping' || status === 'pending';

const documentOf = <Kind extends DocumentKind>(kind: Kind, item: Item): DocumentByKind[Kind] =>
  parseDocument(kind, JSON.parse(item['body']?.S ?? 'null'));

const stringItem = (values: Readonly<Record<string, string>>): Item =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { S: value }]));

const equals = (attribute: string, value: string) => ({
  KeyConditionExpression: '#key = :value',
  ExpressionAttributeNames: { '#key': attribute },
  ExpressionAttributeValues: { ':value': { S: value } },
});

/** Another writer's revision, or its transaction on the same items under way. */
const isConflict = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(
    ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
  );
