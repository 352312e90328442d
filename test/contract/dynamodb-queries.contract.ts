import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  paginateScan,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import { type Item, number, tableHarness, text } from './dynamodb-harness.ts';

const jobCount = 200;

/** Queries: in order, in pages, by the key and by an index. */
export const itHandlesQueries = (client: () => DynamoDBClient, TableName: string): void => {
  const table = () => tableHarness(client(), TableName);
  const query = async (input: Partial<QueryCommandInput>, pageSize?: number): Promise<Item[]> => {
    const items: Item[] = [];
    const pages = paginateQuery({ client: client(), ...(pageSize && { pageSize }) }, { TableName, ...input });
    for await (const page of pages) items.push(...(page.Items ?? []));
    return items;
  };
  const byStatus = (status: string): Partial<QueryCommandInput> => ({
    IndexName: 'byStatus',
    KeyConditionExpression: '#status = :status',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':status': text(status) },
  });
  const ofRun = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': text('run') } };

  beforeAll(async () => {
    const jobs = Array.from({ length: jobCount }, (_, index) => ({
      ...table().key('run', `job ${String(index).padStart(3, '0')}`),
      status: text(index % 2 === 0 ? 'QUEUED' : 'DONE'),
      created: number(index),
    }));
    for (let start = 0; start < jobCount; start += 25) {
      const requests = jobs.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
      await client().send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
    }
  });

  it('gives the items of a partition in the order of their sort keys, either way, page by page', async () => {
    const keys = (await query(ofRun, 64)).map(({ sk }) => sk?.S ?? '');
    expect(keys).toHaveLength(jobCount);
    expect(keys).toEqual(keys.toSorted());
    const reversed = await query({ ...ofRun, ScanIndexForward: false }, 64);
    expect(reversed.map(({ sk }) => sk?.S)).toEqual(keys.toReversed());
  });

  it('gives a range of sort keys', async () => {
    const items = await query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': text('run'), ':prefix': text('job 01') },
    });
    expect(items).toHaveLength(10);
  });

  it('gives the items of an index in its order, and filters them', async () => {
    const items = await query(
      {
        ...byStatus('QUEUED'),
        KeyConditionExpression: '#status = :status AND created BETWEEN :from AND :to',
        FilterExpression: 'begins_with(pk, :run)',
        ExpressionAttributeValues: {
          ':status': text('QUEUED'),
          ':from': number(9),
          ':to': number(101),
          ':run': text('run'),
        },
      },
      20,
    );
    const created = items.map((item) => Number(item['created']?.N));
    expect(created).toEqual(Array.from({ length: 46 }, (_, index) => 10 + 2 * index));
  });

  it('shows an item under its new key in an index after an update', async () => {
    await table().put({ ...table().key('moving'), status: text('BEFORE'), created: number(1) });
    await table().update('moving', 'SET #status = :after', {
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':after': text('AFTER') },
    });
    expect([await query(byStatus('BEFORE')), await query(byStatus('AFTER'))]).toMatchObject([
      [],
      [{ pk: text('moving') }],
    ]);
  });

  it('leaves items without its key out of an index', async () => {
    await table().put({ ...table().key('keyless'), status: text('ALONE') });
    expect(await query(byStatus('ALONE'))).toEqual([]);
  });

  it('counts without giving items', async () => {
    const counted = await client().send(new QueryCommand({ TableName, ...ofRun, Select: 'COUNT' }));
    expect([counted.Count, counted.Items ?? []]).toEqual([jobCount, []]);
  });

  it('ends a page at 1 MB', async () => {
    for (let index = 0; index < 6; index++) {
      await table().put({ ...table().key('big pages', `${index}`), text: text('y'.repeat(300_000)) });
    }
    const input = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text('big pages') },
    };
    const page = await client().send(new QueryCommand({ TableName, ...input }));
    expect(page.LastEvaluatedKey).toBeDefined();
    expect(page.Items?.length).toBeLessThan(6);
    expect(await query(input)).toHaveLength(6);
  });

  it('gives every item once to those who scan a segment each', async () => {
    const segments = await Promise.all(
      [0, 1, 2].map(async (Segment) => {
        const keys: string[] = [];
        for await (const page of paginateScan(
          { client: client() },
          { TableName, Segment, TotalSegments: 3 },
        )) {
          keys.push(...(page.Items ?? []).map(({ pk, sk }) => `${pk?.S} ${sk?.S}`));
        }
        return keys;
      }),
    );
    const keys = segments.flat();
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => key.startsWith('run job'))).toHaveLength(jobCount);
  });
};
