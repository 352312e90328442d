import { FileObjectStore } from '../../lib/adapters/file-object-store.ts';
import { collectKeys } from '../../lib/engine/barrier/collect-keys.ts';
import { countPartitions } from '../../lib/engine/barrier/partition-of.ts';
import { writeSections } from '../../lib/engine/barrier/sections.ts';
import { writeJson } from '../../lib/engine/json-object.ts';
import { writeSealed } from '../../lib/engine/sealed-json.ts';
import { PLAN_PAGE_TASKS, writePlan } from '../../lib/engine/stage-plan.ts';
import { emptyResult } from '../../lib/engine/stage-result.ts';
import type { DatasetManifest } from '../../lib/model/dataset.ts';
import { LIMITS } from '../../lib/model/limits.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { RefineSpec, ShardOutcome } from '../../lib/model/run-spec.ts';
import type { RecordKey } from '../../lib/operators/barrier.ts';
import { endNode } from '../../lib/operators/end-node.ts';
import { textDeduplication } from '../../lib/operators/text-deduplication.ts';
import { refiningStages } from '../../lib/refine/refine-stages.ts';
import { seededRandom } from '../seeded-random.ts';

export const runId = 'bench';

/**
 * How the records of a data set are alike: a third of them in groups of three, or all of them in one group, equally good
 * or each of a score of its own.
 */
export type Likeness = 'some' | 'all' | 'all-scored';

interface Wanted {
  readonly recordCount: number;
  readonly likeness: Likeness;
  /** Set where records are judged in blocks. */
  readonly blockRecords?: number;
}

const recordsPerShard = 10_000;
const params = { method: 'minhash', bands: 4, rows: 2, keep: 'best' };
const manifestKey = 'datasets/bench/manifest.json';

/** Leaves in a folder what the first stage of a deduplicating run would have left of so many records. */
export const writeSyntheticKeys = async (root: string, wanted: Wanted): Promise<number> => {
  const { recordCount } = wanted;
  const objects = new FileObjectStore({ root });
  const barrier = textDeduplication.createBarrier(textDeduplication.params.parse(params), new Map());
  const partitionBytes =
    wanted.blockRecords === undefined ? LIMITS.keyPartitionBytes : LIMITS.largeKeyPartitionBytes;
  const partitionCount = countPartitions(recordCount, barrier, partitionBytes);
  await writeJson(objects, manifestKey, manifestOf(recordCount));
  await writeSealed(objects, objectKeys.runSpec(runId), specOf(wanted.blockRecords));
  const shardCount = Math.ceil(recordCount / recordsPerShard);
  const tasks = Array.from({ length: shardCount }, () => ({}));
  await writePlan(objects, { runId, stage: 0 }, { tasks, pageTasks: PLAN_PAGE_TASKS });
  const makeKey = keyMaker(barrier, wanted.likeness);
  for (let shard = 0; shard < shardCount; shard++) {
    const collected = collectKeys(barrier, partitionCount);
    const first = shard * recordsPerShard;
    for (let record = first; record < Math.min(recordCount, first + recordsPerShard); record++)
      collected.add(record - first + 1, makeKey(record));
    const key = objectKeys.shardKeys(runId, 0, shard, 1);
    const { sections } = await writeSections(objects, key, collected.sections());
    const outcome: ShardOutcome = {
      shard,
      attempt: 1,
      result: emptyResult,
      keys: { key, sections, file: 'part-00000.jsonl', recordCount: collected.recordCount() },
      seconds: 0,
    };
    await writeSealed(objects, objectKeys.shardOutcome(runId, 0, shard, 1), outcome);
  }
  return partitionCount;
};

const keyMaker = (
  { bandCount, sketchBytes }: { readonly bandCount: number; readonly sketchBytes: number },
  likeness: Likeness,
) => {
  const bands = new Uint32Array(2 * bandCount);
  const sketch = new Uint8Array(sketchBytes);
  return (record: number): RecordKey => {
    const original = likeness === 'some' ? originalOf(record) : 0;
    const random = seededRandom(original + 1);
    for (let at = 0; at < bands.length; at++) bands[at] = random() * 2 ** 32;
    for (let at = 0; at < sketch.length; at++) sketch[at] = random() * 256;
    // Copies are as good as what they are copies of, unless all are to differ.
    return { bands, sketch, score: likeness === 'all-scored' ? record : original };
  };
};

/** Of six records the last two are copies of the first. */
const originalOf = (record: number): number => (record % 6 >= 4 ? record - (record % 6) : record);

const manifestOf = (recordCount: number): DatasetManifest => ({
  dataset: 'texts',
  version: 1,
  type: 'pretrain',
  format: 'platform',
  recordCount,
  sizeBytes: 0,
  parts: [],
  createdAt: 0,
  createdBy: { run: runId },
});

const specOf = (blockRecords: number | undefined): RefineSpec => ({
  kind: 'refine',
  run: runId,
  workspace: 'default',
  task: 'bench',
  recipe: {
    operators: [
      { id: textDeduplication.id, params },
      { id: endNode.id, params: {} },
    ],
  },
  type: 'pretrain',
  format: 'platform',
  sourceManifestKey: manifestKey,
  keptChanges: 0,
  output: { dataset: 'clean', version: 1 },
  shardBytes: 1,
  createdAt: 0,
  stages: refiningStages([textDeduplication, endNode], 'pretrain', blockRecords),
});
