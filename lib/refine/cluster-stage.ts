import { clusterLines } from '../engine/barrier/cluster-lines.ts';
import { createDropBook, createPlaceOf } from '../engine/barrier/drop-book.ts';
import { eachEdge, edgeBytes } from '../engine/barrier/edge-rows.ts';
import { jsonLines } from '../engine/barrier/json-lines.ts';
import { createRecordGroups, type JudgedGroup, judgeGroups } from '../engine/barrier/judge-groups.ts';
import { readRecordTable } from '../engine/barrier/record-table.ts';
import { readSection, wholeRows, writeSections } from '../engine/barrier/sections.ts';
import { createOperatorTally } from '../engine/operator-tally.ts';
import { readShardOutcomes } from '../engine/shard-outcomes.ts';
import type { StageWork } from '../engine/stage-work.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { ShardOutcome } from '../model/run-spec.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { builtBarrier, refineSpec } from './built-recipe.ts';
import { refuseMaker } from './group-stage.ts';
import { operatorNames } from './operator-names.ts';
import { type PlacedOutcomes, placeKeys } from './placed-keys.ts';
import { refusing } from './refine-input.ts';
import { keyStageOf } from './refine-stages.ts';

/** Makes groups of what belongs together and decides which records go: one shard, since it takes all of them. */
export const clusterStage: StageWork = {
  plan: async () => [{}],
  doShard: async (ports, context, { shard, attempt }) => {
    const spec = refineSpec(context.spec);
    const { objects } = ports;
    const { step, keysStage, groupStage } = keyStageOf(spec, context.stage, 'cluster');
    const { operatorId, barrier } = await builtBarrier(ports, spec, step);
    const tally = createOperatorTally(operatorId, step);
    const startedAt = performance.now();
    const made = placeKeys(await readShardOutcomes(objects, spec.run, keysStage));
    const found = await readShardOutcomes(objects, spec.run, groupStage);
    const groups = createRecordGroups(made.recordCount);
    for (const outcome of found) {
      await refusing(objects, { run: spec.run, stage: groupStage, outcome }, () =>
        tieEdges(objects, outcome, groups.tie),
      );
    }
    const { lines, scores } = await readTables(objects, made).catch((error: unknown) =>
      refuseMaker(objects, { run: spec.run, stage: keysStage, shards: made.shards, error }),
    );
    const placeOf = createPlaceOf(made.shards, lines);
    const book = createDropBook(made.recordCount);
    const names = operatorNames(parseRecipe(spec.recipe, spec.type).map(({ operator }) => operator.id));
    const judged = judgeGroups(barrier, groups.groups(), { scores, referenceCount: made.referenceCount });
    await writeSections(objects, objectKeys.clusters(spec.run, names[step] ?? operatorId), [
      clusterLines(noting(judged, book.note), groups, placeOf),
    ]);
    const { sizeBytes, ...drops } = await writeSections(
      objects,
      objectKeys.shardDrops(spec.run, context.stage, shard, attempt),
      sourceShards(made).map((placed) => jsonLines(book.dropsOf(placed, { ...groups, placeOf }))),
    );
    tally.batch({ inCount: 0, outCount: 0, milliseconds: performance.now() - startedAt });
    return {
      shard,
      attempt,
      drops,
      result: { recordCount: 0, rejectedCount: 0, sizeBytes, operators: [tally.counts()] },
    };
  },
};

/** Shards of the source, whose records can go. */
const sourceShards = ({ shards }: PlacedOutcomes) =>
  shards.filter(({ keys }) => keys.reference === undefined);

const tieEdges = async (
  objects: ObjectStore,
  { edges }: ShardOutcome,
  tie: (one: number, other: number, similarity: number) => void,
): Promise<void> => {
  if (edges === undefined) return;
  for await (const rows of wholeRows(readSection(objects, edges, 0), edgeBytes)) eachEdge(rows, tie);
};

/** Lines and scores of all records, in the order in which they are compared. */
const readTables = async (objects: ObjectStore, { shards, recordCount }: PlacedOutcomes) => {
  const lines = new Uint32Array(recordCount);
  const scores = new Float64Array(recordCount);
  for (const { firstRecord, keys } of shards) {
    const table = await readRecordTable(objects, keys);
    lines.set(table.lines, firstRecord);
    scores.set(table.scores, firstRecord);
  }
  return { lines, scores };
};

function* noting(groups: Iterable<JudgedGroup>, note: (group: JudgedGroup) => void): Generator<JudgedGroup> {
  for (const group of groups) {
    note(group);
    yield group;
  }
}
