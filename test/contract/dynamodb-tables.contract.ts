import {
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, expect, it } from 'vitest';
import { ensureTable } from '../../lib/local/dynamodb/ensure-table.ts';
import type { TableDefinition } from '../../lib/local/manifest/service-manifest.ts';
import { freshTable, tableHarness, text } from './dynamodb-harness.ts';

/** Tables: made as they are declared, once. */
export const itHandlesTables = (client: () => DynamoDBClient): void => {
  const made: string[] = [];
  const ensure = async (table: TableDefinition): Promise<void> => {
    made.push(table.name);
    await ensureTable(client(), table);
  };
  afterEach(async () => {
    for (const TableName of new Set(made.splice(0)))
      await client().send(new DeleteTableCommand({ TableName }));
  });

  it('makes a table with its key, its indexes and its time to live', async () => {
    const table = freshTable();
    await ensure(table);
    const { Table } = await client().send(new DescribeTableCommand({ TableName: table.name }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
    const indexes = Table?.GlobalSecondaryIndexes?.map(({ IndexName, Projection }) => [
      IndexName,
      Projection?.ProjectionType,
      Projection?.NonKeyAttributes ?? [],
    ]);
    expect(indexes?.toSorted()).toEqual([
      ['byStatus', 'ALL', []],
      ['some', 'INCLUDE', ['created']],
    ]);
    const { TimeToLiveDescription } = await client().send(
      new DescribeTimeToLiveCommand({ TableName: table.name }),
    );
    expect(TimeToLiveDescription).toMatchObject({
      AttributeName: 'expiresAt',
      TimeToLiveStatus: expect.stringMatching(/^ENABL/),
    });
  });

  it('leaves a table that is there, and its items, alone', async () => {
    const table = freshTable();
    await ensure(table);
    const { put, get, key } = tableHarness(client(), table.name);
    await put(key('kept'));
    await ensure(table);
    expect(await get('kept')).toEqual(key('kept'));
  });

  it('adds an index that a table has not had, with the items that are there', async () => {
    const table = freshTable();
    await ensure({ ...table, attributes: table.attributes.slice(0, 2), indexes: table.indexes.slice(1) });
    const { put, key } = tableHarness(client(), table.name);
    await put({ ...key('a'), status: text('NEW'), created: { N: '1' } });
    await ensure(table);
    const { Count } = await client().send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'byStatus',
        KeyConditionExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': text('NEW') },
      }),
    );
    expect(Count).toBe(1);
  });

  it('refuses a table that is there with another key', async () => {
    const table = freshTable();
    await ensure(table);
    const other = { ...table, key: { hash: 'sk', range: 'pk' } };
    await expect(ensureTable(client(), other)).rejects.toMatchObject({ code: 'ModelArts.72060001' });
  });
};
