import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  ResourceInUseException,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { IndexDefinition, KeyDefinition, TableDefinition } from '../manifest/service-manifest.ts';
import { dynamodbError } from './dynamodb-error.ts';

/**
 * Makes sure that there is a table with the definition's key, indexes and time to live; items that are there stay.
 *
 * @throws SluiceError ModelArts.72060001 when there is one with another key
 */
export const ensureTable = async (client: DynamoDBClient, table: TableDefinition): Promise<void> => {
  const existing = await findTable(client, table.name);
  if (existing === undefined) await createTable(client, table);
  else await addIndexes(client, table, existing);
  await ensureTimeToLive(client, table);
};

const findTable = async (client: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

const createTable = async (client: DynamoDBClient, table: TableDefinition): Promise<void> => {
  const indexes = table.indexes.map(indexOf);
  const input: CreateTableCommandInput = {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributeDefinitions(table),
    KeySchema: keySchema(table.key),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
  };
  try {
    await client.send(new CreateTableCommand(input));
  } catch (error) {
    // Somebody else has made it since we looked.
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await untilActive(client, table);
};

const addIndexes = async (
  client: DynamoDBClient,
  table: TableDefinition,
  existing: TableDescription,
): Promise<void> => {
  if (!isSameKey(existing.KeySchema, table.key)) {
    throw dynamodbError(`table ${table.name}`, 'it is there already, with another key; use another folder');
  }
  const known = new Set(existing.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  // DynamoDB adds one index at a time.
  for (const index of table.indexes.filter(({ name }) => !known.has(name))) {
    await untilActive(client, table);
    await client.send(
      new UpdateTableCommand({
        TableName: table.name,
        AttributeDefinitions: attributeDefinitions(table),
        GlobalSecondaryIndexUpdates: [{ Create: indexOf(index) }],
      }),
    );
  }
  await untilActive(client, table);
};

const ensureTimeToLive = async (client: DynamoDBClient, table: TableDefinition): Promise<void> => {
  const { name: TableName, timeToLiveAttribute: AttributeName } = table;
  if (AttributeName === undefined) return;
  const { TimeToLiveDescription: current } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  const status = current?.TimeToLiveStatus ?? 'DISABLED';
  if (status === 'ENABLED' || status === 'ENABLING') return;
  const TimeToLiveSpecification = { Enabled: true, AttributeName };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
};

const untilActive = async (client: DynamoDBClient, { name }: TableDefinition): Promise<void> => {
  await waitUntilTableExists({ client, maxWaitTime: 300, minDelay: 1, maxDelay: 5 }, { TableName: name });
};

const attributeDefinitions = ({ attributes }: TableDefinition) =>
  attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type }));

const keySchema = ({ hash, range }: KeyDefinition): KeySchemaElement[] => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
];

const indexOf = ({ name, key, projection, includedAttributes }: IndexDefinition): GlobalSecondaryIndex => ({
  IndexName: name,
  KeySchema: keySchema(key),
  Projection: {
    ProjectionType: projection,
    ...(projection === 'INCLUDE' && { NonKeyAttributes: [...includedAttributes] }),
  },
});

const isSameKey = (existing: readonly KeySchemaElement[] | undefined, key: KeyDefinition): boolean => {
  const names = keySchema(key).map(({ AttributeName }) => AttributeName);
  return (
    names.length === existing?.length && names.every((name, index) => existing[index]?.AttributeName === name)
  );
};
