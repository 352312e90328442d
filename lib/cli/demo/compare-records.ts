import type { Change } from '../../engine/change-log.ts';
import { readText } from '../../engine/json-object.ts';
import type { ObjectStore } from '../../ports/object-store.ts';

/** A record as it came and as it left. */
export interface ComparedRecord {
  readonly line: number;
  readonly before: unknown;
  readonly after: unknown;
}

interface Places {
  readonly before: string;
  readonly after: string;
  /** Prefix of the run's change logs. */
  readonly changes: string;
  readonly count: number;
}

/** The records of a small data set that most operators have changed, first those with the most changes. */
export const compareRecords = async (
  objects: ObjectStore,
  places: Places,
): Promise<readonly ComparedRecord[]> => {
  const before = await readLines(objects, places.before);
  const after = await readLines(objects, places.after);
  const changes = await readChanges(objects, places.changes);
  const dropped = new Set(changes.filter(({ kind }) => kind === 'dropped').map(({ line }) => line));
  const changesByLine = Map.groupBy(changes, ({ line }) => line);

  const kept = before
    .map((record, index) => ({ line: index + 1, before: record }))
    .filter(({ line }) => !dropped.has(line));
  return kept
    .map((record, index) => ({ ...record, after: after[index] }))
    .sort((one, other) => countOf(changesByLine, other.line) - countOf(changesByLine, one.line))
    .slice(0, places.count);
};

const countOf = (changesByLine: ReadonlyMap<number, readonly Change[]>, line: number): number =>
  changesByLine.get(line)?.length ?? 0;

const readChanges = async (objects: ObjectStore, prefix: string): Promise<readonly Change[]> => {
  const changes: Change[] = [];
  for await (const { key } of objects.list(prefix)) {
    changes.push(...((await readLines(objects, key)) as Change[])); // the run's own change logs
  }
  return changes;
};

const readLines = async (objects: ObjectStore, key: string): Promise<readonly unknown[]> =>
  (await readText(objects, key))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
