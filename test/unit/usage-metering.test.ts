import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createWorker } from '../../lib/engine/create-worker.ts';
import { meterObjects } from '../../lib/engine/meter-objects.ts';
import { writeSealed } from '../../lib/engine/sealed-json.ts';
import { emptyResult, mergeResults } from '../../lib/engine/stage-result.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { Usage } from '../../lib/model/run.ts';
import { STAGE_FUNCTIONS, vcpusOf } from '../../lib/model/stage-functions.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';

const collect = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe('a metered object store', () => {
  it('counts requests, the bytes that are read and those that are written', async () => {
    const { objects, used } = meterObjects(new MemoryObjectStore());
    await objects.write('a', Buffer.from('twelve bytes'));
    await objects.writeNew('b', Buffer.from('four'));
    await objects.writeNew('b', Buffer.from('taken'));
    await objects.find('a');
    await objects.copy('a', 'c');
    await collect(objects.read('a', { start: 2, end: 5 }));
    await collect(objects.read('a', { start: 5, end: 5 }));
    await objects.delete(['b', 'c']);
    expect(used()).toEqual({ requestCount: 7, readBytes: 3, writtenBytes: 16 });
    expect((await collect(objects.list(''))).map(({ key }) => key)).toEqual(['a']);
    expect(used().requestCount).toBe(8);
  });

  it('counts a request for each thousand keys that are listed or deleted', async () => {
    const store = new MemoryObjectStore();
    const keys = Array.from({ length: 2001 }, (_, index) => `key-${index}`);
    for (const key of keys) await store.write(key, Buffer.of());
    const { objects, used } = meterObjects(store);
    await collect(objects.list('key-'));
    await objects.delete(keys);
    expect(used().requestCount).toBe(6);
  });

  it('counts what was read when the reader stops early, and what failed as a request', async () => {
    const store = new MemoryObjectStore();
    await store.write('large', Buffer.alloc(1024 ** 2));
    const { objects, used } = meterObjects(store);
    for await (const chunk of objects.read('large')) if (chunk.length > 0) break;
    await expect(collect(objects.read('absent'))).rejects.toMatchObject({ code: 'ModelArts.72020136' });
    expect(used().requestCount).toBe(2);
    expect(used().readBytes).toBeLessThan(1024 ** 2);
  });
});

describe('a worker', () => {
  it('meters a shard: its requests and bytes, and its seconds times the vCPUs of its function', async () => {
    const objects = new MemoryObjectStore();
    await writeSealed(objects, objectKeys.runSpec('run-1'), { kind: 'refine', run: 'run-1' });
    const workOn = createWorker(
      {
        objects,
        log: { info: () => {}, warn: () => {}, error: () => {} },
        loadResource: async () => '',
      },
      {
        publish: {
          plan: async () => [{}],
          doShard: async (ports, _context, { shard, attempt }) => {
            await ports.objects.write('out', Buffer.from('hello'));
            return { shard, attempt, result: { ...emptyResult, recordCount: 1 } };
          },
        },
      },
    );
    const message = { runId: 'run-1', stage: 0, kind: 'publish', attempt: 1 } as const;
    await workOn({ ...message, shard: 'plan' });
    const event = await workOn({ ...message, shard: 0 });
    expect(event).toMatchObject({
      type: 'shard-succeeded',
      result: { recordCount: 1, usage: { requestCount: 1, readBytes: 0, writtenBytes: 5 } },
    });
    const outcome = JSON.parse(
      Buffer.concat(await collect(objects.read(objectKeys.shardOutcome('run-1', 0, 0, 1)))).toString('utf8'),
    );
    expect(outcome.result.usage.vcpuSeconds).toBeCloseTo(outcome.seconds * vcpusOf('publish'), 12);
  });
});

/** Seconds are eighths, whose sums floating point numbers hold exactly. */
const usages: fc.Arbitrary<Usage> = fc.record({
  vcpuSeconds: fc.nat().map((eighths) => eighths / 8),
  requestCount: fc.nat(),
  readBytes: fc.nat(),
  writtenBytes: fc.nat(),
});
const results = fc.option(usages, { nil: undefined }).map((usage) => ({
  ...emptyResult,
  ...(usage === undefined ? {} : { usage }),
}));

describe('merged usage', () => {
  it('is the same in whatever order shards end, and that of what was metered', () => {
    fc.assert(
      fc.property(results, results, results, (one, two, three) => {
        expect(mergeResults(one, two)).toEqual(mergeResults(two, one));
        expect(mergeResults(mergeResults(one, two), three)).toEqual(
          mergeResults(one, mergeResults(two, three)),
        );
        expect(mergeResults(one, emptyResult)).toEqual(one);
      }),
    );
  });
});

describe('the functions of the stages', () => {
  const tags = ['!Ref', '!GetAtt', '!Sub'].map((tag) => ({ tag, resolve: (text: string) => text }));
  const { functions, resources } = parse(readFileSync('serverless.yml', 'utf8'), {
    customTags: tags,
    logLevel: 'error',
  });

  it.each(Object.entries(STAGE_FUNCTIONS).filter(([, { container }]) => container === undefined))(
    'for %s are as serverless.yml declares them',
    (_kind, expected) => {
      const declared = functions[expected.name];
      expect({
        name: expected.name,
        memoryMegabytes: declared.memorySize,
        maximumConcurrency: declared.events[0].sqs.maximumConcurrency,
      }).toEqual(expected);
    },
  );

  it('for media, which are containers, are as serverless.yml declares their jobs', () => {
    const { name, memoryMegabytes, container } = STAGE_FUNCTIONS.media;
    const { Timeout, ContainerProperties } = resources.Resources[name].Properties;
    const [vcpu, memory] = ContainerProperties.ResourceRequirements;
    expect({ vcpus: Number(vcpu.Value), timeoutSeconds: Timeout.AttemptDurationSeconds }).toEqual(container);
    expect(Number(memory.Value)).toBe(memoryMegabytes);
  });
});
