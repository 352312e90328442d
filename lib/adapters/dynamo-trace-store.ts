import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { LIMITS } from '../model/limits.ts';
import type { Trace } from '../model/trace.ts';
import type { Clock } from '../ports/clock.ts';
import { matchesFilter } from '../ports/matches-filter.ts';
import type { TraceFilter, TraceStore } from '../ports/trace-store.ts';
import { serviceCall } from './service-call.ts';
import { tableKeys } from './table-keys.ts';

const dayMs = 86_400_000;

/** The audit trail in the table that `DynamoDocumentStore` writes it to. */
export class DynamoTraceStore implements TraceStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async list(filter: TraceFilter, { limit, offset }: { readonly limit: number; readonly offset: number }) {
    const oldest = this.#clock.now() - LIMITS.traceDays * dayMs;
    // DynamoDB deletes what has expired in its own time; until then the filter does.
    const kept = { ...filter, from: Math.max(filter.from ?? 0, oldest) };
    const items: Trace[] = [];
    let total = 0;
    for await (const trace of this.#newestFirst(kept)) {
      if (!matchesFilter(trace, kept)) continue;
      if (total >= offset && items.length < limit) items.push(trace);
      total++;
    }
    return { items, total };
  }

  async *#newestFirst({
    workspace,
    from,
    to,
  }: TraceFilter & { readonly from: number }): AsyncIterable<Trace> {
    const first = Math.floor(from / dayMs);
    // A clock that runs ahead may have written into tomorrow.
    const last = Math.floor(Math.min(to ?? Number.POSITIVE_INFINITY, this.#clock.now() + dayMs) / dayMs);
    for (let day = last; day >= first; day--) {
      yield* this.#traces(tableKeys.traces(workspace, day * dayMs));
    }
  }

  async *#traces(partition: string): AsyncIterable<Trace> {
    let ExclusiveStartKey: NonNullable<ConstructorParameters<typeof QueryCommand>[0]>['ExclusiveStartKey'];
    do {
      const query = new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :partition',
        ExpressionAttributeValues: { ':partition': { S: partition } },
        ScanIndexForward: false,
        ExclusiveStartKey,
      });
      const page = await serviceCall('table', this.#client.send(query));
      for (const { body } of page.Items ?? []) yield JSON.parse(body?.S ?? 'null') as Trace; // written by the document store
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }
}
