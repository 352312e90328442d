import type { ShardKeys } from '../../model/run-spec.ts';
import type { JudgedGroup, RecordGroups } from './judge-groups.ts';

/** Where a record stood when it came in. */
export interface RecordPlace {
  /** Set where it is of an earlier data set. */
  readonly dataset?: string;
  readonly file: string;
  readonly line: number;
}

/** A record that goes, as the list of its shard says it; a line of JSON. */
export interface Drop {
  /** Among the records that left the shard. */
  readonly index: number;
  readonly reason: string;
  readonly cluster: number;
  readonly similarity: number;
  /** The first member of its group that stays. */
  readonly duplicate_of?: RecordPlace;
}

/** Shards of one data set after the other, each with the place of its first record. */
export interface PlacedShard {
  readonly firstRecord: number;
  readonly keys: ShardKeys;
}

/** Tells where a record of the data set stood. */
export const createPlaceOf =
  (shards: readonly PlacedShard[], lines: Pick<Uint32Array, number>) =>
  (record: number): RecordPlace => {
    let [low, high] = [0, shards.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((shards[middle]?.firstRecord ?? 0) <= record) low = middle;
      else high = middle - 1;
    }
    const { file = '', reference } = shards[low]?.keys ?? {};
    const dataset = reference === undefined ? {} : { dataset: `${reference.dataset}@${reference.version}` };
    return { ...dataset, file, line: lines[record] ?? 0 };
  };

/** What was decided about each record, ten bytes a record, until it is written shard by shard. */
export const createDropBook = (recordCount: number) => {
  const reasons: string[] = [];
  /** Number of the reason, from 1; zero for what stays. */
  const reasonOf = new Uint16Array(recordCount);
  const clusterOf = new Uint32Array(recordCount);
  /** The record that stays in its place, plus one. */
  const keptOf = new Uint32Array(recordCount);

  const numberOf = (reason: string): number => {
    const known = reasons.indexOf(reason);
    return known === -1 ? reasons.push(reason) : known + 1;
  };

  const note = ({ cluster, members, reasons: found }: JudgedGroup): void => {
    const kept = members.find((_, place) => found[place] === undefined);
    for (const [place, record] of members.entries()) {
      const reason = found[place];
      if (reason === undefined) continue;
      reasonOf[record] = numberOf(reason);
      clusterOf[record] = cluster;
      keptOf[record] = kept === undefined ? 0 : kept + 1;
    }
  };

  /** The drops of a shard, in the order of its records. */
  function* dropsOf({ firstRecord, keys }: PlacedShard, { strongestTie, placeOf }: Twins): Generator<Drop> {
    for (let index = 0; index < keys.recordCount; index++) {
      const record = firstRecord + index;
      const reason = reasons[(reasonOf[record] ?? 0) - 1];
      if (reason === undefined) continue;
      const kept = keptOf[record] ?? 0;
      yield {
        index,
        reason,
        cluster: clusterOf[record] ?? 0,
        similarity: roundedSimilarity(strongestTie(record)),
        ...(kept === 0 ? {} : { duplicate_of: placeOf(kept - 1) }),
      };
    }
  }

  return { note, dropsOf };
};

interface Twins extends Pick<RecordGroups, 'strongestTie'> {
  readonly placeOf: (record: number) => RecordPlace;
}

/** As people read it. */
export const roundedSimilarity = (similarity: number): number => Math.round(similarity * 1000) / 1000;

/** Reads the list of a shard's drops, by index. */
export const parseDrops = (bytes: Buffer): ReadonlyMap<number, Drop> =>
  new Map(
    bytes
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Drop) // written by the book above
      .map((drop) => [drop.index, drop]),
  );
