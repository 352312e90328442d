import { eachNumber, numberBytes } from '../../engine/barrier/group-numbers.ts';
import { memberBytes, writeMember } from '../../engine/barrier/member-rows.ts';
import { type RecordBlock, recordBlocks } from '../../engine/barrier/record-blocks.ts';
import { readRecordTable } from '../../engine/barrier/record-table.ts';
import { DamagedSection, readSection, wholeRows, writeSections } from '../../engine/barrier/sections.ts';
import { readShardOutcome } from '../../engine/shard-outcomes.ts';
import { objectKeys } from '../../model/object-keys.ts';
import type { MemberStage } from '../../model/run-spec.ts';
import { refusing } from '../refine-input.ts';
import type { KeyObject, KeyWork } from './key-work.ts';
import { readEdges } from './read-edges.ts';
import { refuseMaker } from './refuse-maker.ts';

/** What is known of those records of a block that are in a group, for each of the shards that judge groups. */
export const gatherMembers = async (work: KeyWork, of: MemberStage): Promise<KeyObject> => {
  const { objects, spec, placed } = work;
  const blocks = recordBlocks(placed.shards, of.blockRecords);
  const block = blocks[work.shard] ?? { shards: [], firstRecord: 0, recordCount: 0 };
  const clusters = await readNumbers(work, of, block);
  const similarities = await strongestTies(work, of, { block, blockCount: blocks.length });
  const rows = createMemberRows(clusters, blocks.length);
  for (const { firstRecord, keys } of block.shards) {
    const table = await readRecordTable(objects, keys).catch((error: unknown) =>
      refuseMaker(work, of.keysStage, error),
    );
    for (let index = 0; index < keys.recordCount; index++) {
      const [record, place] = [firstRecord + index, firstRecord + index - block.firstRecord];
      const cluster = clusters[place] ?? 0;
      if (cluster === 0) continue;
      rows.add({
        cluster,
        record,
        line: table.lines[index] ?? 0,
        similarity: similarities[place] ?? 0,
        score: table.scores[index] ?? 0,
      });
    }
  }
  const key = objectKeys.shardMembers(spec.run, work.stage, work.shard, work.attempt);
  return writeSections(
    objects,
    key,
    rows.sections().map((bytes) => [bytes]),
  );
};

/** Of each record of the block the number of its group, 0 where it is alone. */
const readNumbers = async (
  { objects, spec: { run }, shard }: KeyWork,
  { numberStage }: MemberStage,
  { firstRecord, recordCount }: RecordBlock,
): Promise<Uint32Array> => {
  const clusters = new Uint32Array(recordCount);
  const outcome = await readShardOutcome(objects, { run, stage: numberStage, shard: 0 });
  await refusing(objects, { run, stage: numberStage, outcome }, async () => {
    if (outcome.numbers === undefined) throw new DamagedSection('no numbers');
    for await (const rows of wholeRows(readSection(objects, outcome.numbers, shard), numberBytes)) {
      eachNumber(rows, (record, number) => {
        clusters[record - firstRecord] = number;
      });
    }
  });
  return clusters;
};

/** How alike each record of the block is to the one that it is most alike. */
const strongestTies = async (
  work: KeyWork,
  { groupStage }: MemberStage,
  { block, blockCount }: { readonly block: RecordBlock; readonly blockCount: number },
): Promise<Float32Array> => {
  const strongest = new Float32Array(block.recordCount);
  const note = (record: number, similarity: number): void => {
    // Of a record that is not of the block there is no place, and nothing is noted.
    const place = record - block.firstRecord;
    if ((strongest[place] ?? Number.POSITIVE_INFINITY) < similarity) strongest[place] = similarity;
  };
  const sections = [work.shard, blockCount + work.shard].map((from) => ({ from, to: from + 1 }));
  await readEdges(work, groupStage, sections, (one, other, similarity) => {
    note(one, similarity);
    note(other, similarity);
  });
  return strongest;
};

/** The rows of members by the shards that judge them: groups are dealt out to these by their numbers. */
const createMemberRows = (clusters: Uint32Array, shardCount: number) => {
  const counts = new Uint32Array(shardCount);
  for (const cluster of clusters) {
    if (cluster > 0) counts[cluster % shardCount] = (counts[cluster % shardCount] ?? 0) + 1;
  }
  const rows = Array.from(counts, (count) => ({ bytes: Buffer.allocUnsafe(count * memberBytes), end: 0 }));
  return {
    add: (member: Parameters<typeof writeMember>[2]): void => {
      const own = rows[member.cluster % shardCount];
      if (own !== undefined) own.end = writeMember(own.bytes, own.end, member);
    },
    sections: (): readonly Buffer[] => rows.map(({ bytes }) => bytes),
  };
};
