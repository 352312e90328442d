import { BatchGetItemCommand, BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { type Item, number, tableHarness, text } from './dynamodb-harness.ts';

/** Items: written whole or in part, on condition, by many at once. */
export const itHandlesItems = (client: () => DynamoDBClient, TableName: string): void => {
  const table = () => tableHarness(client(), TableName);

  it('gives back maps, lists, sets and bytes as they were put', async () => {
    const item: Item = {
      ...table().key('nested'),
      map: {
        M: {
          list: { L: [number(1), text('two'), { NULL: true }, { BOOL: true }, { M: { y: number(2.5) } }] },
        },
      },
      set: { SS: ['p', 'q'] },
      bytes: { B: Uint8Array.of(1, 2, 255) },
      empty: text(''),
    };
    await table().put(item);
    expect(await table().get('nested')).toEqual(item);
  });

  it('keeps numbers to 38 digits', async () => {
    const n = { N: '12345678901234567890123456789012345678' };
    await table().put({ ...table().key('digits'), n });
    expect((await table().get('digits'))?.['n']).toEqual(n);
  });

  it('adds, appends and removes in one update, also inside maps and lists', async () => {
    await table().put({
      ...table().key('parts'),
      tree: { M: { list: { L: [number(1)] } } },
      gone: text('x'),
    });
    const { Attributes } = await table().update(
      'parts',
      'SET #log = list_append(if_not_exists(#log, :empty), :entry), tree.#list[0] = tree.#list[0] + :more ADD tally :one, labels :labels REMOVE gone',
      {
        ExpressionAttributeNames: { '#log': 'log', '#list': 'list' },
        ExpressionAttributeValues: {
          ':empty': { L: [] },
          ':entry': { L: [text('e')] },
          ':more': number(41),
          ':one': number(1),
          ':labels': { SS: ['r'] },
        },
        ReturnValues: 'ALL_NEW',
      },
    );
    expect(Attributes).toEqual({
      ...table().key('parts'),
      tree: { M: { list: { L: [number(42)] } } },
      log: { L: [text('e')] },
      tally: number(1),
      labels: { SS: ['r'] },
    });
  });

  it('writes an item that must not exist only once, and shows the one that is there', async () => {
    const item = { ...table().key('once'), version: number(1) };
    const put = () =>
      table().put(item, {
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
    await put();
    await expect(put()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item: item });
  });

  it('knows the conditions of the expression language', async () => {
    const { key, put, update } = table();
    await put({
      ...key('conditions'),
      count: number(5),
      status: text('RUN'),
      log: { L: [text('y'), text('z')] },
    });
    const condition =
      '#count BETWEEN :one AND :ten AND #status IN (:other, :run) AND begins_with(pk, :prefix) ' +
      'AND contains(#log, :entry) AND size(#log) = :two AND attribute_type(#log, :list) AND NOT attribute_exists(nope)';
    const options = {
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#count': 'count', '#status': 'status', '#log': 'log' },
      ExpressionAttributeValues: {
        ':one': number(1),
        ':two': number(2),
        ':ten': number(10),
        ':other': text('X'),
        ':run': text('RUN'),
        ':prefix': text('cond'),
        ':entry': text('y'),
        ':list': text('L'),
      },
    };
    await update('conditions', 'SET done = :one', options);
    await put({ ...key('conditions'), count: number(11), status: text('RUN'), log: { L: [] } });
    await expect(update('conditions', 'SET done = :one', options)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
  });

  it('lets one of twenty win that claim an item at once', async () => {
    await table().put({ ...table().key('claim'), owner: text('nobody') });
    const claims = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        table().update('claim', 'SET #owner = :me', {
          ConditionExpression: '#owner = :nobody',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':me': text(`worker ${index}`), ':nobody': text('nobody') },
        }),
      ),
    );
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('loses none of a hundred additions at once', async () => {
    await Promise.all(Array.from({ length: 100 }, () => table().count('counter')));
    expect((await table().get('counter'))?.['n']).toEqual(number(100));
  });

  it('writes and reads in batches', async () => {
    const keys = Array.from({ length: 25 }, (_, index) => table().key('batch', `${index}`));
    const { UnprocessedItems } = await client().send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: keys.map((Item) => ({ PutRequest: { Item } })) },
      }),
    );
    expect(UnprocessedItems).toEqual({});
    const { Responses } = await client().send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: keys } } }),
    );
    expect(Responses?.[TableName]).toHaveLength(25);
  });

  it.each([
    [
      'an item of more than 400 KB',
      () => table().put({ ...table().key('big'), text: text('y'.repeat(410_000)) }),
    ],
    ['an item without its key', () => table().put({ pk: text('half') })],
    ['an empty key', () => table().put({ pk: text(''), sk: text('1') })],
    [
      'a reserved word as a name',
      () => table().update('x', 'SET status = :a', { ExpressionAttributeValues: { ':a': text('a') } }),
    ],
    [
      'a value that nothing uses',
      () =>
        table().update('x', 'SET a = :a', {
          ExpressionAttributeValues: { ':a': text('a'), ':unused': text('b') },
        }),
    ],
    [
      'a batch of 26',
      () =>
        client().send(
          new BatchWriteItemCommand({
            RequestItems: {
              [TableName]: Array.from({ length: 26 }, (_, index) => ({
                PutRequest: { Item: table().key('many', `${index}`) },
              })),
            },
          }),
        ),
    ],
  ])('refuses %s', async (_, write) => {
    await expect(write()).rejects.toMatchObject({ name: 'ValidationException' });
  });
};
