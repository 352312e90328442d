import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from '../../lib/local/manifest/service-manifest.ts';

/** A DynamoDB under test. */
export interface DynamodbUnderTest {
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

export type Item = Record<string, AttributeValue>;

/** A table such as Sluice's own, under a name that no other test uses. */
export const freshTable = (): TableDefinition => ({
  logicalName: 'Table',
  name: `t-${randomUUID().slice(0, 13)}`,
  attributes: [
    { name: 'pk', type: 'S' },
    { name: 'sk', type: 'S' },
    { name: 'status', type: 'S' },
    { name: 'created', type: 'N' },
  ],
  key: { hash: 'pk', range: 'sk' },
  indexes: [
    {
      name: 'byStatus',
      key: { hash: 'status', range: 'created' },
      projection: 'ALL',
      includedAttributes: [],
    },
    {
      name: 'some',
      key: { hash: 'sk', range: undefined },
      projection: 'INCLUDE',
      includedAttributes: ['created'],
    },
  ],
  timeToLiveAttribute: 'expiresAt',
});

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });

/** Short ways to use one table. */
export const tableHarness = (client: DynamoDBClient, TableName: string) => {
  const key = (pk: string, sk = '1'): Item => ({ pk: text(pk), sk: text(sk) });
  const put = (item: Item, more: Partial<PutItemCommandInput> = {}) =>
    client.send(new PutItemCommand({ TableName, Item: item, ...more }));
  const get = async (pk: string, sk?: string): Promise<Item | undefined> =>
    (await client.send(new GetItemCommand({ TableName, Key: key(pk, sk), ConsistentRead: true }))).Item;
  const update = (pk: string, UpdateExpression: string, more: Partial<UpdateItemCommandInput> = {}) =>
    client.send(new UpdateItemCommand({ TableName, Key: key(pk), UpdateExpression, ...more }));
  const count = (pk: string) =>
    update(pk, 'ADD n :one', { ExpressionAttributeValues: { ':one': number(1) } });
  return { key, put, get, update, count };
};
