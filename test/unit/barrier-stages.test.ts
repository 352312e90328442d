import { describe, expect, it } from 'vitest';
import { readSealed, writeSealed } from '../../lib/engine/sealed-json.ts';
import { LIMITS } from '../../lib/model/limits.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { ShardOutcome } from '../../lib/model/run-spec.ts';
import { lineOf, linesUnder, openRefining, type RefiningWorld } from './barrier-world.ts';

const start = { id: 'start-node', params: {} };
const end = { id: 'end-node', params: {} };
const exact = (params: object = {}) => ({ id: 'text-deduplication', params: { method: 'exact', ...params } });
const shortOut = { id: 'text-length-filtering', params: { min: 3, max: 100 } };

const doAll = async (world: RefiningWorld): Promise<void> => {
  for (const stage of world.kinds.keys()) {
    for (const event of await world.doStage(stage)) expect(event).toMatchObject({ type: 'shard-succeeded' });
  }
};
const published = ({ objects }: RefiningWorld) =>
  linesUnder(objects, objectKeys.datasetVersion('default', 'clean', 1));
const changes = async ({ objects, spec }: RefiningWorld, operator: string) =>
  (await linesUnder(objects, objectKeys.operatorChanges(spec.run, operator))).map((line) => JSON.parse(line));
const keysUnder = async ({ objects }: RefiningWorld, prefix: string): Promise<readonly string[]> =>
  (await Array.fromAsync(objects.list(prefix))).map(({ key }) => key);

const files = {
  'a.jsonl': ['x', 'one two', 'three four', 'one  two'],
  'b.jsonl': ['ONE TWO', 'five six', 'three four'],
};

describe('a recipe with an operator that needs all records', () => {
  it('drops what was seen before, and says where its twin stands in the source', async () => {
    const world = await openRefining({ files, recipe: [start, exact(), end] });
    expect(world.kinds).toEqual(['refine', 'group', 'cluster', 'refine', 'publish']);
    await doAll(world);
    expect(await published(world)).toEqual(['x', 'one two', 'three four', 'five six'].map(lineOf));
    expect(await changes(world, 'text-deduplication')).toEqual([
      {
        ...{ file: 'a.jsonl', line: 4, kind: 'dropped', reasons: ['duplicate'], cluster: 1, similarity: 1 },
        duplicate_of: { file: 'a.jsonl', line: 2 },
        record: { text: 'one  two' },
      },
      expect.objectContaining({ file: 'b.jsonl', line: 1, duplicate_of: { file: 'a.jsonl', line: 2 } }),
      expect.objectContaining({ file: 'b.jsonl', line: 3, duplicate_of: { file: 'a.jsonl', line: 3 } }),
    ]);
  });

  it('lists the groups with their members', async () => {
    const world = await openRefining({ files, recipe: [start, exact(), end] });
    await doAll(world);
    const lines = await linesUnder(world.objects, objectKeys.clustersOf(world.spec.run));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        cluster: 1,
        size: 3,
        kept: 1,
        members: [
          { file: 'a.jsonl', line: 2, similarity: 1 },
          { file: 'a.jsonl', line: 4, similarity: 1, dropped: 'duplicate' },
          { file: 'b.jsonl', line: 1, similarity: 1, dropped: 'duplicate' },
        ],
      },
      expect.objectContaining({ cluster: 2, size: 2 }),
    ]);
  });

  it('writes no records ahead of it where nothing has changed them', async () => {
    const world = await openRefining({ files, recipe: [start, exact(), shortOut, end] });
    await doAll(world);
    const outputs = (await keysUnder(world, `runs/${world.spec.run}/0/`)).filter((key) =>
      key.endsWith('.jsonl'),
    );
    expect(outputs).toEqual([]);
    expect(await published(world)).toEqual(['one two', 'three four', 'five six'].map(lineOf));
  });

  it('reads what the operators before it have written, and still speaks of lines of the source', async () => {
    const replace = { id: 'custom-regex-replacement', params: { pattern: 'six', replacement: '6' } };
    const world = await openRefining({ files, recipe: [start, shortOut, exact(), replace, end] });
    await doAll(world);
    expect(await published(world)).toEqual(['one two', 'three four', 'five 6'].map(lineOf));
    expect((await changes(world, 'text-deduplication')).map(({ file, line }) => [file, line])).toEqual([
      ['a.jsonl', 4],
      ['b.jsonl', 1],
      ['b.jsonl', 3],
    ]);
    expect(await changes(world, 'custom-regex-replacement')).toMatchObject([{ file: 'b.jsonl', line: 2 }]);
  });

  it.each([
    ['one behind the other', [start, exact({ ignore: [] }), exact(), end]],
    ['with operators between them', [start, exact({ ignore: [] }), shortOut, exact(), end]],
    ['behind operators', [start, shortOut, exact({ ignore: [] }), exact(), end]],
  ])('may have two of them: %s', async (_, recipe) => {
    const world = await openRefining({ files, recipe, shardBytes: 60 });
    await doAll(world);
    const kept = (await published(world)).filter((line) => line !== lineOf('x'));
    expect(kept).toEqual(['one two', 'three four', 'five six'].map(lineOf));
    const [first, second] = [
      await changes(world, 'text-deduplication'),
      await changes(world, 'text-deduplication-2'),
    ];
    expect(first.map(({ file, line }) => [file, line])).toEqual([['b.jsonl', 3]]);
    expect(second.map(({ file, line }) => [file, line])).toEqual([
      ['a.jsonl', 4],
      ['b.jsonl', 1],
    ]);
  });

  it('counts each operator once, whichever stages it took', async () => {
    const world = await openRefining({ files, recipe: [start, shortOut, exact(), end] });
    await doAll(world);
    const report = JSON.parse(
      (await Array.fromAsync(world.objects.read(objectKeys.report(world.spec.run)))).join(''),
    );
    const rows = report.operators.map((row: Readonly<Record<string, unknown>>) => [
      row['name'],
      row['in'],
      row['out'],
      row['dropped_by_reason'],
    ]);
    expect(rows).toEqual([
      ['start-node', 7, 7, {}],
      ['text-length-filtering', 7, 6, { too_short: 1 }],
      ['text-deduplication', 6, 3, { duplicate: 3 }],
      ['end-node', 3, 3, {}],
    ]);
    expect(report.output.record_count).toBe(3);
  });

  it('compares with an earlier data set, whose records stay', async () => {
    const reference = { 'old.jsonl': ['three four', 'three four', 'other'] };
    const world = await openRefining({ files, recipe: [start, exact(), end], reference, referencedBy: 1 });
    await doAll(world);
    expect(await published(world)).toEqual(['x', 'one two', 'five six'].map(lineOf));
    expect(await changes(world, 'text-deduplication')).toContainEqual(
      expect.objectContaining({
        ...{ file: 'a.jsonl', line: 3, reasons: ['in_earlier_data_set'] },
        duplicate_of: { dataset: 'earlier@1', file: 'old.jsonl', line: 1 },
      }),
    );
  });
});

describe('records that are judged in blocks', () => {
  const all = async (given: Omit<Parameters<typeof openRefining>[0], 'files'>) => {
    const world = await openRefining({ files, shardBytes: 40, ...given });
    await doAll(world);
    const clusters = await linesUnder(world.objects, objectKeys.clustersOf(world.spec.run));
    return {
      kinds: world.kinds,
      published: await published(world),
      changes: await changes(world, 'text-deduplication'),
      clusters: clusters.map((line) => JSON.parse(line)).sort((one, other) => one.cluster - other.cluster),
    };
  };

  it.each([
    ['the first stays', { recipe: [start, exact(), end] }],
    ['the best stays', { recipe: [start, exact({ keep: 'best' }), end] }],
    ['behind operators', { recipe: [start, shortOut, exact(), end] }],
    ['twice', { recipe: [start, exact({ ignore: [] }), shortOut, exact(), end] }],
    [
      'beside an earlier data set',
      {
        recipe: [start, exact(), end],
        reference: { 'old.jsonl': ['three four', 'three four', 'other'] },
        referencedBy: 1,
      },
    ],
  ])('come to the same, also in what is said of them: %s', async (_, given) => {
    const { kinds, ...wanted } = await all(given);
    for (const blockRecords of [1, 2, 5, 100]) {
      const { kinds: inBlocks, ...found } = await all({ ...given, blockRecords });
      expect(found).toEqual(wanted);
      expect(inBlocks.join()).toBe(kinds.join().replaceAll('group,cluster', 'group,cluster,group,cluster'));
    }
  });

  it('are refused where those that are alike are too many for one worker', async () => {
    const world = await openRefining({ files, recipe: [start, exact(), end], blockRecords: 100 });
    for (let stage = 0; stage < 4; stage++) await world.doStage(stage);
    const key = objectKeys.shardOutcome(world.spec.run, 3, 0, 1);
    const outcome = await readSealed<ShardOutcome>(world.objects, key);
    const members = { key: 'members', sections: [[24 * (LIMITS.judgedRecords + 1), 0]] };
    await writeSealed(world.objects, key, { ...outcome, members });
    expect(await world.doStage(4)).toMatchObject([
      { type: 'work-failed', error: { code: 'ModelArts.72060001', details: { argument: 'source' } } },
    ]);
  });
});

describe('what stages leave for each other', () => {
  const recipe = [start, shortOut, exact(), end];
  const alter = async ({ objects }: RefiningWorld, key: string): Promise<void> => {
    const bytes = Buffer.concat(await Array.fromAsync(objects.read(key)));
    const at = bytes.length >> 1;
    await objects.write(key, Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))));
  };
  const cut = async ({ objects }: RefiningWorld, key: string): Promise<void> => {
    const bytes = Buffer.concat(await Array.fromAsync(objects.read(key)));
    await objects.write(key, bytes.subarray(0, bytes.length >> 1));
  };
  const lose = async ({ objects }: RefiningWorld, key: string): Promise<void> => objects.delete([key]);
  const ways = [
    ['altered', alter],
    ['cut short', cut],
    ['lost', lose],
  ] as const;
  const cases = [
    { what: 'keys', source: 0, reader: 1 },
    { what: 'edges', source: 1, reader: 2 },
    { what: 'drops', source: 2, reader: 3 },
    { what: 'jsonl', source: 0, reader: 3 },
    { what: 'json', source: 0, reader: 1 },
    { what: 'json', source: 2, reader: 3 },
    { what: 'edges', source: 1, reader: 3, blockRecords: 4 },
    { what: 'numbers', source: 2, reader: 3, blockRecords: 4 },
    { what: 'members', source: 3, reader: 4, blockRecords: 4 },
    { what: 'drops', source: 4, reader: 5, blockRecords: 4 },
  ].flatMap((one) => ways.map(([way, damage]) => ({ ...one, way, damage })));
  // What is altered are the keys of a partition, and they are read by stage 1 alone.
  const lostKeys = ways
    .filter(([way]) => way !== 'altered')
    .map(([way, damage]) => ({ what: 'keys', source: 0, reader: 3, blockRecords: 4, way, damage }));

  it.each([...cases, ...lostKeys])(
    'is done again where $what of stage $source are $way, blocks of $blockRecords',
    async ({ what, source, reader, blockRecords, damage }) => {
      const world = await openRefining({ files, recipe, blockRecords });
      for (let stage = 0; stage < reader; stage++) await world.doStage(stage);
      await damage(world, `runs/${world.spec.run}/${source}/00000.1.${what}`);
      const events = await world.doStage(reader);
      const damaged = events.filter(({ type }) => type === 'shards-damaged');
      expect(damaged[0]).toMatchObject({ sourceStage: source, shards: [0] });
      await world.work(source, 0, true);
      for (let stage = reader; stage < world.kinds.length; stage++) await world.doStage(stage);
      expect(await published(world)).toEqual(['one two', 'three four', 'five six'].map(lineOf));
    },
  );
});
