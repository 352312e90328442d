import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextRecord } from '../../lib/formats/text-record.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import { resolveGroups } from '../../lib/operators/resolve-groups.ts';
import { textDeduplication } from '../../lib/operators/text-deduplication.ts';
import { type Files, lineOf, linesUnder, openRefining, type RefiningWorld } from './barrier-world.ts';

const start = { id: 'start-node', params: {} };
const end = { id: 'end-node', params: {} };

/** Texts that are often alike. */
const text = fc
  .array(fc.constantFrom('red', 'blue', 'green', '黄色', 'a  b', 'white', 'black'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((words) => words.join(' '));
const filesOf = (minLength: number): fc.Arbitrary<Files> =>
  fc
    .array(fc.array(text, { minLength, maxLength: 25 }), { minLength: 1, maxLength: 3 })
    .map((files) => Object.fromEntries(files.map((texts, index) => [`file-${index}.jsonl`, texts])));

const params = fc.oneof(
  fc.record({ method: fc.constant('exact'), keep: fc.constantFrom('first', 'best') }),
  fc.record({
    method: fc.constant('minhash'),
    keep: fc.constantFrom('first', 'best'),
    threshold: fc.constantFrom(0.3, 0.6),
    permutations: fc.constant(64),
    ngram_size: fc.constantFrom(2, 5),
  }),
  fc.record({ method: fc.constant('simhash'), hamming_distance: fc.constantFrom(0, 8) }),
);

/** What the operator comes to with all records at hand. */
const inMemory = (files: Files, earlier: Files, given: object): readonly string[] => {
  const barrier = textDeduplication.createBarrier(textDeduplication.params.parse(given), new Map());
  const references = Object.values(earlier).flat();
  const texts = Object.values(files).flat();
  const keys = [...references, ...texts].map((one) =>
    barrier.keyOf(createTextRecord(lineOf(one).trimEnd(), 'pretrain')),
  );
  const { drops } = resolveGroups(barrier, keys, references.length);
  return texts.filter((_, index) => !drops.has(references.length + index)).map(lineOf);
};

const shuffled =
  (random: () => number) =>
  (shards: readonly number[]): readonly number[] =>
    shards
      .map((shard) => ({ shard, at: random() }))
      .sort((one, other) => one.at - other.at)
      .map(({ shard }) => shard);

const published = ({ objects }: RefiningWorld): Promise<readonly string[]> =>
  linesUnder(objects, objectKeys.datasetVersion('default', 'clean', 1));

describe('a decision about all records', () => {
  it('is the one that is made in memory, whatever the shards, the partitions, the blocks and the order they are done in', async () => {
    await fc.assert(
      fc.asyncProperty(
        filesOf(1),
        fc.option(filesOf(1), { nil: undefined }),
        params,
        fc.integer({ min: 40, max: 900 }),
        fc.integer({ min: 300, max: 20_000 }),
        fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        async (files, reference, given, shardBytes, keyPartitionBytes, blockRecords, numbers) => {
          const world = await openRefining({
            files,
            recipe: [start, { id: 'text-deduplication', params: given }, end],
            shardBytes,
            keyPartitionBytes,
            blockRecords,
            ...(reference === undefined ? {} : { reference, referencedBy: 1 }),
          });
          const random = (): number => numbers.next().value;
          const wanted = inMemory(files, reference ?? {}, given);
          const types = new Set<string>();
          for (const stage of world.kinds.keys()) {
            for (const { type } of await world.doStage(stage, shuffled(random))) types.add(type);
          }
          // Nothing can be published where every record goes.
          if (wanted.length > 0) expect([...types]).toEqual(['shard-succeeded']);
          expect(await published(world)).toEqual(wanted);
        },
      ),
      { numRuns: 40 },
    );
  });
});
