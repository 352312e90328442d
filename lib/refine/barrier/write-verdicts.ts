import { clusterLines } from '../../engine/barrier/cluster-lines.ts';
import { createDropBook, type MemberRange } from '../../engine/barrier/drop-book.ts';
import { jsonLines } from '../../engine/barrier/json-lines.ts';
import {
  type JudgedGroup,
  type JudgedRecords,
  judgeGroups,
  type RecordGroup,
} from '../../engine/barrier/judge-groups.ts';
import { writeSections } from '../../engine/barrier/sections.ts';
import { objectKeys } from '../../model/object-keys.ts';
import { parseRecipe } from '../../operators/parse-recipe.ts';
import { operatorNames } from '../operator-names.ts';
import type { KeyObject, KeyWork } from './key-work.ts';

interface Judging {
  readonly step: number;
  readonly groups: Iterable<RecordGroup>;
  readonly records: JudgedRecords;
  /** For each shard of the source its records among those that are judged. */
  readonly ranges: readonly MemberRange[];
}

/** Has groups judged, and writes them for people, and which records go, for the shards that leave them out. */
export const writeVerdicts = async (
  { objects, spec, stage, shard, attempt, operatorId, barrier }: KeyWork,
  { step, groups, records, ranges }: Judging,
): Promise<KeyObject> => {
  const book = createDropBook(records.scores.length);
  const names = operatorNames(parseRecipe(spec.recipe, spec.type).map(({ operator }) => operator.id));
  const judged = noting(judgeGroups(barrier, groups, records), book.note);
  await writeSections(objects, objectKeys.clusters(spec.run, names[step] ?? operatorId, shard), [
    clusterLines(judged, records),
  ]);
  return writeSections(
    objects,
    objectKeys.shardDrops(spec.run, stage, shard, attempt),
    ranges.map((range) => jsonLines(book.dropsOf(range, records))),
  );
};

function* noting(groups: Iterable<JudgedGroup>, note: (group: JudgedGroup) => void): Generator<JudgedGroup> {
  for (const group of groups) {
    note(group);
    yield group;
  }
}
