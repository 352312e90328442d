import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matchesPattern } from '../../lib/local/events/match-pattern.ts';
import type { BusEvent } from '../../lib/local/events/put-events.ts';
import { readEvents } from '../../lib/local/events/read-events.ts';
import {
  type BusRule,
  type EventServer,
  startEventServer,
} from '../../lib/local/events/start-event-server.ts';

describe('a pattern', () => {
  const event = {
    source: 'aws.batch',
    detail: { status: 'FAILED', jobQueue: 'arn:queue/a-1', tags: ['x', 'y'], deep: { count: 3 } },
  };
  it.each([
    [{ source: ['aws.batch'] }, true],
    [{ source: ['aws.s3', 'aws.batch'] }, true],
    [{ source: ['aws.s3'] }, false],
    [{ source: ['aws.batch'], detail: { status: ['FAILED'] } }, true],
    [{ source: ['aws.batch'], detail: { status: ['RUNNING'] } }, false],
    [{ detail: { jobQueue: [{ prefix: 'arn:queue/a-' }] } }, true],
    [{ detail: { jobQueue: [{ prefix: 'arn:queue/b-' }] } }, false],
    [{ detail: { tags: ['y'] } }, true],
    [{ detail: { deep: { count: ['3'] } } }, true],
    [{ detail: { absent: ['undefined'] } }, false],
    [{ source: { deep: ['x'] } }, false],
    [{}, true],
  ])('%j', (pattern, isMatch) => {
    expect(matchesPattern(pattern, event)).toBe(isMatch);
  });
});

describe('rules of an event bus', () => {
  let directory: string;
  let server: EventServer;
  let client: EventBridgeClient;
  const delivered: BusEvent[] = [];
  let isTargetUp = true;
  const rule = (bus: string): BusRule => ({
    bus,
    pattern: { source: ['shop', 'aws.batch'] },
    deliver: async (event) => {
      if (!isTargetUp) throw new Error('the target is down');
      delivered.push(event);
    },
  });
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'rules-'));
    delivered.length = 0;
    isTargetUp = true;
    server = await startEventServer({ directory, buses: ['own'], rules: [rule('own'), rule('default')] });
    client = new EventBridgeClient({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await server.stop();
    rmSync(directory, { recursive: true });
  });
  const put = (Source: string) =>
    client.send(
      new PutEventsCommand({ Entries: [{ Source, DetailType: 't', Detail: '{}', EventBusName: 'own' }] }),
    );

  it('give their targets the events that they ask for', async () => {
    await put('shop');
    await put('elsewhere');
    expect(delivered.map(({ source }) => source)).toEqual(['shop']);
  });

  it('hear of what services put, and so does the journal', async () => {
    await server.putServiceEvents([{ source: 'aws.batch', type: 't', resources: ['r'], detail: { a: 1 } }]);
    expect(delivered).toMatchObject([{ source: 'aws.batch', 'detail-type': 't', detail: { a: 1 } }]);
    const kept = [];
    for await (const event of readEvents(directory, 'default')) kept.push(event);
    expect(kept).toEqual(delivered);
  });

  it('do not acknowledge an event that a target has not taken', async () => {
    isTargetUp = false;
    await expect(put('shop')).rejects.toThrow();
    await expect(
      server.putServiceEvents([{ source: 'aws.batch', type: 't', resources: [], detail: {} }]),
    ).rejects.toThrow('the target is down');
  });
});
