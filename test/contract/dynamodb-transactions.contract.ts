import {
  type DynamoDBClient,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { type Item, number, tableHarness } from './dynamodb-harness.ts';

/** Transactions: all or nothing. */
export const itHandlesTransactions = (client: () => DynamoDBClient, TableName: string): void => {
  const table = () => tableHarness(client(), TableName);
  const transact = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
    client().send(
      new TransactWriteItemsCommand({ TransactItems, ...(ClientRequestToken && { ClientRequestToken }) }),
    );
  const adding = (pk: string): TransactWriteItem => ({
    Update: {
      TableName,
      Key: table().key(pk),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': number(1) },
    },
  });
  const creating = (item: Item): TransactWriteItem => ({
    Put: {
      TableName,
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  });

  it('puts, updates, checks and deletes together', async () => {
    const { key, put, get } = table();
    await put(key('tx-checked'));
    await put(key('tx-deleted'));
    await transact([
      creating(key('tx-created')),
      adding('tx-updated'),
      { ConditionCheck: { TableName, Key: key('tx-checked'), ConditionExpression: 'attribute_exists(pk)' } },
      { Delete: { TableName, Key: key('tx-deleted') } },
    ]);
    expect(await Promise.all(['tx-created', 'tx-updated', 'tx-deleted'].map((pk) => get(pk)))).toEqual([
      key('tx-created'),
      { ...key('tx-updated'), n: number(1) },
      undefined,
    ]);
  });

  it('does nothing when one condition fails, and says which, with the item that is there', async () => {
    const { key, put, get } = table();
    await put({ ...key('tx-there'), n: number(7) });
    await expect(transact([adding('tx-undone'), creating(key('tx-there'))])).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: { ...key('tx-there'), n: number(7) } },
      ],
    });
    expect(await get('tx-undone')).toBeUndefined();
  });

  it('lets one of ten win that commit the same revision at once', async () => {
    await table().put({ ...table().key('tx-race'), n: number(1) });
    const commit = (index: number) =>
      transact([
        {
          Update: {
            TableName,
            Key: table().key('tx-race'),
            UpdateExpression: 'SET n = :next',
            ConditionExpression: 'n = :expected',
            ExpressionAttributeValues: { ':next': number(2), ':expected': number(1) },
          },
        },
        creating(table().key('tx-race', `trace ${index}`)),
      ]);
    const commits = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => commit(index)));
    expect(commits.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('does a transaction with a known token once', async () => {
    const token = `token-${TableName}`.slice(0, 36);
    await transact([adding('tx-once')], token);
    await transact([adding('tx-once')], token);
    expect((await table().get('tx-once'))?.['n']).toEqual(number(1));
  });

  it('takes 100 items and no more', async () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, index) => creating(table().key(`tx-${count}`, `${index}`)));
    await transact(items(100));
    expect(await table().get('tx-100', '99')).toBeDefined();
    await expect(transact(items(101))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('refuses to write an item twice', async () => {
    await expect(transact([adding('tx-twice'), adding('tx-twice')])).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('reads several items as they were at one moment', async () => {
    const { key, put } = table();
    await put(key('tx-read'));
    const { Responses } = await client().send(
      new TransactGetItemsCommand({
        TransactItems: ['tx-read', 'tx-nothing'].map((pk) => ({ Get: { TableName, Key: key(pk) } })),
      }),
    );
    expect(Responses?.map(({ Item }) => Item)).toEqual([key('tx-read'), undefined]);
  });
};
