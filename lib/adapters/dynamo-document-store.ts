import { setTimeout as delay } from 'node:timers/promises';
import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { DocumentByKind, DocumentKind, ListedKind } from '../model/document.ts';
import type { Trace } from '../model/trace.ts';
import {
  type DocumentStore,
  type Page,
  RevisionConflict,
  type Versioned,
  type Write,
} from '../ports/document-store.ts';
import { type ListFilter, matchesListFilter } from '../ports/list-filter.ts';
import { requestTries, serviceCall, serviceError } from './service-call.ts';
import { documentOf, type Item, type MarkedKind, stringItem, traceItem, writeItems } from './table-items.ts';
import { tableKeys } from './table-keys.ts';

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
    filter: ListFilter = {},
  ): Promise<Page<DocumentByKind[Kind]>> {
    const items: DocumentByKind[Kind][] = [];
    let total = 0;
    const inWorkspace = equals('listKey', tableKeys.list(kind, workspace));
    for await (const item of this.#query({ IndexName: 'lists', ...inWorkspace, ScanIndexForward: false })) {
      const { document } = documentOf(kind, item);
      if (!matchesListFilter(kind, document, filter)) continue;
      if (total >= offset && items.length < limit) items.push(document);
      total++;
    }
    return { items, total };
  }

  async listRunning(): Promise<readonly DocumentByKind['run'][]> {
    return this.#listMarked('run');
  }

  async listScheduled(): Promise<readonly DocumentByKind['schedule'][]> {
    const schedules = await this.#listMarked('schedule');
    return schedules.sort((one, other) => (one.nextAt ?? Infinity) - (other.nextAt ?? Infinity));
  }

  async listWaiting(): Promise<readonly DocumentByKind['connection'][]> {
    return this.#listMarked('connection');
  }

  async listOutboxes(): Promise<readonly DocumentByKind['outbox'][]> {
    const outboxes: DocumentByKind['outbox'][] = [];
    const all = equals('pk', tableKeys.markers('outbox'));
    for await (const item of this.#query({ ...all, ConsistentRead: true })) {
      outboxes.push(documentOf('outbox', item).document);
    }
    return outboxes.sort((one, other) => one.updatedAt - other.updatedAt);
  }

  async commit(writes: readonly Write[], traces: readonly Trace[]): Promise<void> {
    const TransactItems = [
      ...writes.flatMap((write) => writeItems(this.#table, write)),
      ...traces.map((trace) => traceItem(this.#table, trace)),
    ];
    for (let tries = 1; ; tries++) {
      try {
        await this.#client.send(new TransactWriteItemsCommand({ TransactItems }));
        return;
      } catch (error) {
        if (isConflict(error)) throw new RevisionConflict('a document has moved on', { cause: error });
        if (!isThrottled(error) || tries === requestTries) throw serviceError('table', error);
        await delay(50 * 2 ** tries * Math.random());
      }
    }
  }

  async #get<Kind extends DocumentKind>(
    kind: Kind,
    workspace: string,
    id: string,
  ): Promise<Versioned<DocumentByKind[Kind]> | undefined> {
    const Key = stringItem(tableKeys.document(kind, workspace, id));
    const get = new GetItemCommand({ TableName: this.#table, Key, ConsistentRead: true });
    const { Item } = await serviceCall('table', this.#client.send(get));
    return Item === undefined ? undefined : documentOf(kind, Item);
  }

  async #listMarked<Kind extends MarkedKind>(kind: Kind): Promise<DocumentByKind[Kind][]> {
    const documents: DocumentByKind[Kind][] = [];
    const marked = equals('pk', tableKeys.markers(kind));
    for await (const { sk } of this.#query({ ...marked, ConsistentRead: true })) {
      const { workspace, id } = tableKeys.parseMarker(sk?.S ?? '');
      const found = await this.find(kind, workspace, id);
      if (found !== undefined) documents.push(found.document);
    }
    return documents.sort((one, other) => one.updatedAt - other.updatedAt);
  }

  async *#query(
    query: Omit<ConstructorParameters<typeof QueryCommand>[0], 'TableName'>,
  ): AsyncIterable<Item> {
    let ExclusiveStartKey: Item | undefined;
    do {
      const next = new QueryCommand({ TableName: this.#table, ...query, ExclusiveStartKey });
      const page = await serviceCall('table', this.#client.send(next));
      yield* page.Items ?? [];
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }
}

const equals = (attribute: string, value: string) => ({
  KeyConditionExpression: '#key = :value',
  ExpressionAttributeNames: { '#key': attribute },
  ExpressionAttributeValues: { ':value': { S: value } },
});

/** Another writer's revision, or its transaction on the same items under way. */
const isConflict = (error: unknown): boolean =>
  cancellationCodes(error).some(
    (code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict',
  );

/** The SDK tries throttled requests again, but not transactions of which one item was throttled. */
const isThrottled = (error: unknown): boolean =>
  cancellationCodes(error).some(
    (code) => code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded',
  );

const cancellationCodes = (error: unknown): readonly (string | undefined)[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map(({ Code }) => Code)
    : [];
