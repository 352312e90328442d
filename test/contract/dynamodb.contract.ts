import { afterAll, beforeAll, describe } from 'vitest';
import { ensureTable } from '../../lib/local/dynamodb/ensure-table.ts';
import { type DynamodbUnderTest, freshTable } from './dynamodb-harness.ts';
import { itHandlesItems } from './dynamodb-items.contract.ts';
import { itHandlesQueries } from './dynamodb-queries.contract.ts';
import { itHandlesTables } from './dynamodb-tables.contract.ts';
import { itHandlesTransactions } from './dynamodb-transactions.contract.ts';

/** What every DynamoDB that Sluice runs on must do. */
export const describeDynamodb = (name: string, create: () => Promise<DynamodbUnderTest>): void => {
  describe(name, () => {
    let service: DynamodbUnderTest | undefined;
    const table = freshTable();
    const client = () => {
      if (service === undefined) throw new Error('the service has not started');
      return service.client;
    };
    beforeAll(async () => {
      service = await create();
      await ensureTable(service.client, table);
    });
    afterAll(async () => {
      await service?.stop();
    });
    itHandlesTables(client);
    itHandlesItems(client, table.name);
    itHandlesTransactions(client, table.name);
    itHandlesQueries(client, table.name);
  });
};
