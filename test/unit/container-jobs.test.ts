import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { doJob } from '../../lib/container-jobs/do-job.ts';
import { noteJobState } from '../../lib/container-jobs/note-job-state.ts';
import { findMessage, writeWorkList } from '../../lib/container-jobs/work-list.ts';
import { writeSealed } from '../../lib/engine/sealed-json.ts';
import type { StageWork } from '../../lib/engine/stage-work.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { silentLog } from './notices-fixtures.ts';

const message = (shard: number | 'plan', more: Partial<WorkMessage> = {}): WorkMessage => ({
  runId: 'run-1',
  stage: 1,
  kind: 'media',
  shard,
  attempt: 1,
  ...more,
});
const messages = [message(10), message(11), message(12), message(13), message(14)] as const;
const result = { recordCount: 7, rejectedCount: 0, sizeBytes: 70, operators: [] };

let objects: MemoryObjectStore;
let sent: RunEvent[];
let ports: Parameters<typeof doJob>[0];
const waits: number[] = [];
beforeEach(async () => {
  objects = new MemoryObjectStore();
  sent = [];
  waits.length = 0;
  ports = {
    objects,
    log: silentLog().log,
    loadResource: async () => '',
    events: { send: async (events) => void sent.push(...events) },
    waitUntil: async (time) => void waits.push(time),
  };
  await writeSealed(objects, objectKeys.runSpec('run-1'), { run: 'run-1' });
});
const writeOutcome = (shard: number, attempt = 1): Promise<unknown> =>
  writeSealed(objects, objectKeys.shardOutcome('run-1', 1, shard, attempt), {
    shard,
    attempt,
    result,
    seconds: 1,
  });

describe('a list of work', () => {
  it('has the same key for the same messages, and another for others', async () => {
    const key = await writeWorkList(objects, messages);
    expect(key).toMatch(/^runs\/run-1\/1\/jobs\/[0-9a-f]{16}\.json$/);
    expect(await writeWorkList(objects, messages)).toBe(key);
    expect(await writeWorkList(objects, [message(10)])).not.toBe(key);
  });

  it('gives each child its message, and none beyond its end or when it is damaged', async () => {
    const key = await writeWorkList(objects, messages);
    expect(await findMessage(objects, key, 3)).toEqual(message(13));
    expect(await findMessage(objects, key, 5)).toBeUndefined();
    await objects.write(key, Buffer.from('{"messages":[{}]}'));
    expect(await findMessage(objects, key, 0)).toBeUndefined();
  });
});

describe('a container', () => {
  const done: number[] = [];
  const work: StageWork = {
    plan: async () => Array.from({ length: 20 }, () => null),
    doShard: async (_ports, _context, { shard, attempt }) => {
      done.push(shard);
      return { shard, attempt, result };
    },
  };
  beforeEach(() => {
    done.length = 0;
  });
  const run = async (list: readonly [WorkMessage, ...WorkMessage[]], index: number, notBefore = 0) =>
    doJob(ports, { media: work }, { list: await writeWorkList(objects, list), index, notBefore });

  it('does the message at its index and tells the coordinator', async () => {
    await run(messages, 2);
    expect(done).toEqual([12]);
    expect(sent).toMatchObject([
      { type: 'shard-succeeded', shard: 12, attempt: 1, result: { recordCount: 7 } },
    ]);
  });

  it('plans the stage', async () => {
    await run([message('plan')], 0);
    expect(sent).toMatchObject([{ type: 'stage-planned', shardCount: 20 }]);
  });

  it('begins no sooner than it may', async () => {
    await run(messages, 0, 123_456);
    expect(waits).toEqual([123_456]);
  });

  it('that comes a second time tells what was done and does nothing', async () => {
    await run(messages, 2);
    await run(messages, 2);
    expect(done).toEqual([12]);
    expect(sent[1]).toEqual(sent[0]);
  });

  it('does a shard again whose output was damaged', async () => {
    await writeOutcome(10);
    await run([message(10, { isRedo: true })], 0);
    expect(done).toEqual([10]);
  });

  it('tells of work that fails, and has then done its job', async () => {
    const failing = { ...work, doShard: async () => Promise.reject(new TypeError('no')) };
    const list = await writeWorkList(objects, messages);
    await doJob(ports, { media: failing }, { list, index: 0, notBefore: 0 });
    expect(sent).toMatchObject([{ type: 'work-failed', shard: 10, isRetryable: true }]);
  });

  it('has failed when it cannot read its message', async () => {
    await expect(run(messages, 9)).rejects.toMatchObject({ code: 'ModelArts.72020067' });
    expect(sent).toEqual([]);
  });
});

describe('a change of the state of a job', () => {
  const bodies = (
    JSON.parse(readFileSync('events/sqs-job-state-batch.json', 'utf8')) as {
      readonly Records: readonly { readonly body: string }[];
    }
  ).Records.map(({ body }) => body);
  /** The sample at an index, of a job with the list of these tests. */
  const sample = async (index: number): Promise<string> => {
    const key = await writeWorkList(objects, messages);
    return (bodies[index] ?? '').replace('runs/run-1/1/jobs/0123456789abcdef.json', key);
  };
  const changed = async (index: number, change: (detail: Record<string, unknown>) => object) => {
    const event = JSON.parse(await sample(index));
    return JSON.stringify({ ...event, detail: change(event.detail) });
  };

  it.each([
    ['ran out of memory', 0, 'out of memory', 'its container ran out of memory (limit: 4096 MiB)'],
    ['ran out of time', 1, 'timed out', 'its container took longer than it may (limit: 3600 s)'],
    ['lost its host', 2, 'host lost', 'its container lost its host 3 times'],
    ['crashed', 3, 'exited', 'its container ended with exit code 9 without an answer'],
  ])('of one that %s fails its work, to be tried again, and says why', async (_, index, cause, reason) => {
    await noteJobState(ports, await sample(index));
    expect(sent).toEqual([
      {
        type: 'work-failed',
        runId: 'run-1',
        stage: 1,
        shard: 10 + index,
        attempt: 1,
        isRetryable: true,
        error: {
          code: 'ModelArts.72020092',
          message: 'The dependent service [container job] is error.',
          details: { service: 'container job', cause, reason },
        },
      },
    ]);
  });

  it('of one whose heap was full, or that never ran, tells these apart', async () => {
    await noteJobState(
      ports,
      await changed(3, (detail) => ({
        ...detail,
        container: { ...Object(detail['container']), exitCode: 134 },
      })),
    );
    await noteJobState(
      ports,
      await changed(2, (detail) => ({ ...detail, statusReason: 'no need', attempts: [] })),
    );
    expect(sent).toMatchObject([
      { error: { details: { cause: 'out of memory' } } },
      { error: { details: { cause: 'not started', reason: 'its container did not run: no need' } } },
    ]);
  });

  it('of one that had done its work and lost only its event tells that it has succeeded', async () => {
    await writeOutcome(13);
    await noteJobState(ports, await sample(3));
    expect(sent).toEqual([
      { type: 'shard-succeeded', runId: 'run-1', stage: 1, shard: 13, attempt: 1, result },
    ]);
  });

  it('of one whose earlier attempt had done its work says that this one has failed', async () => {
    await writeOutcome(13, 2);
    await noteJobState(ports, await sample(3));
    expect(sent).toMatchObject([{ type: 'work-failed', shard: 13 }]);
  });

  it('of an array as a whole, or that is no failure, tells nothing', async () => {
    await noteJobState(ports, await sample(4));
    await noteJobState(ports, await changed(0, (detail) => ({ ...detail, status: 'RUNNING' })));
    expect(sent).toEqual([]);
  });

  it('of a job that does no work of a run, or whose run is gone, is let go', async () => {
    await noteJobState(
      ports,
      await changed(0, (detail) => ({
        ...detail,
        container: { ...Object(detail['container']), environment: [] },
      })),
    );
    await noteJobState(ports, bodies[0] ?? '');
    expect(sent).toEqual([]);
  });

  it.each(['', '{}', '{"source":"aws.s3","detail-type":"x","detail":{}}'])('is no %s', async (body) => {
    await expect(noteJobState(ports, body)).rejects.toThrow();
  });
});
