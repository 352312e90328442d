import type { IndexedLine } from '../engine/barrier/apply-drops.ts';
import { type Drop, parseDrops } from '../engine/barrier/drop-book.ts';
import { readRecordTable } from '../engine/barrier/record-table.ts';
import { DamagedSection, readWholeSection } from '../engine/barrier/sections.ts';
import type { Checkpoint } from '../engine/checkpoints.ts';
import { mapConcurrently } from '../engine/map-concurrently.ts';
import type { NumberedLine } from '../engine/numbered-line.ts';
import { firstLineFrom, linesOfWindows } from '../engine/read-window.ts';
import { readShardOutcome, readShardOutcomes, refuseShard } from '../engine/shard-outcomes.ts';
import { linesOf } from '../formats/lines-of.ts';
import type { ReadRange } from '../formats/owned-chunks.ts';
import type { RecordStage, RefineSpec, ShardOutcome } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { RefineTask } from './refine-task.ts';

const concurrentReads = 16;

/** The lines of a slice of the source. */
export const sourceLines = (
  objects: ObjectStore,
  task: RefineTask,
): AsyncIterable<readonly NumberedLine[]> => {
  const read: ReadRange = (range) => objects.read(task.key, range);
  if (task.windows !== undefined) return linesOfWindows(task.windows, task.sizeBytes, read);
  return task.after === undefined ? linesOf(task, read) : linesAfter(task, task.after, read);
};

async function* linesAfter(
  task: RefineTask,
  after: Checkpoint,
  read: ReadRange,
): AsyncGenerator<readonly NumberedLine[]> {
  yield* linesOf({ ...task, firstLine: await firstLineFrom(task.start, after, read) }, read);
}

/** What a stage behind a barrier reads: the records that left the stage before, and which of them go. */
export interface JudgedInput {
  readonly lines: AsyncIterable<readonly IndexedLine[]>;
  readonly drops: ReadonlyMap<number, Drop>;
}

interface Wanted {
  readonly spec: RefineSpec;
  readonly stage: RecordStage & Required<Pick<RecordStage, 'drops'>>;
  readonly shard: number;
  readonly task: RefineTask;
}

/** @throws DamagedShards when what earlier stages have left is not as they wrote it */
export const judgedInput = async (objects: ObjectStore, wanted: Wanted): Promise<JudgedInput> => {
  const { spec, stage, shard, task } = wanted;
  const { keysStage, clusterStage } = stage.drops;
  const [made, judged] = await Promise.all([
    readShardOutcome(objects, { run: spec.run, stage: keysStage, shard }),
    readShardOutcomes(objects, spec.run, clusterStage),
  ]);
  const drops = await readDrops(objects, { spec, clusterStage, judged, shard });
  const lines = await refusing(objects, { run: spec.run, stage: keysStage, outcome: made }, async () => {
    if (made.keys === undefined) throw new DamagedSection('no keys');
    const table = await readRecordTable(objects, made.keys);
    return stage.input === 'source'
      ? linesInTable(sourceLines(objects, task), table.lines)
      : linesOfOutput(await readOutput(objects, made), table.lines);
  });
  return { lines, drops };
};

/** Each shard that has judged groups knows of some. */
const readDrops = async (
  objects: ObjectStore,
  from: {
    readonly spec: RefineSpec;
    readonly clusterStage: number;
    readonly judged: readonly ShardOutcome[];
    readonly shard: number;
  },
): Promise<ReadonlyMap<number, Drop>> => {
  const { spec, clusterStage: stage, judged, shard } = from;
  const drops = await mapConcurrently(judged, concurrentReads, (outcome) =>
    refusing(objects, { run: spec.run, stage, outcome }, async () => {
      if (outcome.drops === undefined) throw new DamagedSection('no drops');
      return parseDrops(await readWholeSection(objects, outcome.drops, shard));
    }),
  );
  return new Map(drops.flat().map((drop) => [drop.index, drop]));
};

/** Reads what a shard has left, and has the shard done again when it is not as it was written. */
export const refusing = async <T>(
  objects: ObjectStore,
  of: { readonly run: string; readonly stage: number; readonly outcome: ShardOutcome },
  read: () => Promise<T>,
): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DamagedSection)) throw error;
    return refuseShard(objects, of);
  }
};

const readOutput = (objects: ObjectStore, { outputKey, result, crc32 }: ShardOutcome): Promise<Buffer> => {
  if (outputKey === undefined || crc32 === undefined) throw new DamagedSection('no output');
  return readWholeSection(objects, { key: outputKey, sections: [[result.sizeBytes, crc32]] }, 0);
};

/** Those lines of the source whose records left the stage before; both are in order. */
async function* linesInTable(
  batches: AsyncIterable<readonly NumberedLine[]>,
  lines: Uint32Array,
): AsyncGenerator<readonly IndexedLine[]> {
  let next = 0;
  for await (const batch of batches) {
    const found: IndexedLine[] = [];
    for (const { text, line } of batch) {
      if (lines[next] !== line) continue;
      found.push({ text, line, index: next });
      next++;
    }
    yield found;
  }
}

/** The lines of an output, each with its line in the source. */
async function* linesOfOutput(bytes: Buffer, lines: Uint32Array): AsyncGenerator<readonly IndexedLine[]> {
  const whole = { start: 0, end: bytes.length, sizeBytes: bytes.length, firstLine: 1 };
  async function* read({ start, end }: { readonly start: number; readonly end: number }) {
    yield bytes.subarray(start, end);
  }
  for await (const batch of linesOf(whole, read)) {
    yield batch.map(({ text, line }) => ({ text, line: lines[line - 1] ?? 0, index: line - 1 }));
  }
}
