import type { JudgedGroup, JudgedRecords } from './judge-groups.ts';
import type { RecordPlace } from './record-places.ts';

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

/** What was decided about each member, ten bytes a member, until it is written shard by shard. */
export const createDropBook = (memberCount: number) => {
  const reasons: string[] = [];
  /** Number of the reason, from 1; zero for what stays. */
  const reasonOf = new Uint16Array(memberCount);
  const clusterOf = new Uint32Array(memberCount);
  /** The member that stays in its place, plus one. */
  const keptOf = new Uint32Array(memberCount);

  const numberOf = (reason: string): number => {
    const known = reasons.indexOf(reason);
    return known === -1 ? reasons.push(reason) : known + 1;
  };

  const note = ({ cluster, members, reasons: found }: JudgedGroup): void => {
    const kept = members.find((_, place) => found[place] === undefined);
    for (const [place, member] of members.entries()) {
      const reason = found[place];
      if (reason === undefined) continue;
      reasonOf[member] = numberOf(reason);
      clusterOf[member] = cluster;
      keptOf[member] = kept === undefined ? 0 : kept + 1;
    }
  };

  /** The drops among members one after the other; `indexOf` tells their places among the records of their shard. */
  function* dropsOf(
    { from, to, indexOf }: MemberRange,
    { strongestTie, placeOf }: Pick<JudgedRecords, 'strongestTie' | 'placeOf'>,
  ): Generator<Drop> {
    for (let member = from; member < to; member++) {
      const reason = reasons[(reasonOf[member] ?? 0) - 1];
      if (reason === undefined) continue;
      const kept = keptOf[member] ?? 0;
      yield {
        index: indexOf(member),
        reason,
        cluster: clusterOf[member] ?? 0,
        similarity: roundedSimilarity(strongestTie(member)),
        ...(kept === 0 ? {} : { duplicate_of: placeOf(kept - 1) }),
      };
    }
  }

  return { note, dropsOf };
};

/** The members [from, to) that are records of one shard. */
export interface MemberRange {
  readonly from: number;
  readonly to: number;
  readonly indexOf: (member: number) => number;
}

/** As people read it. */
export const roundedSimilarity = (similarity: number): number => Math.round(similarity * 1000) / 1000;

/** Reads a list of drops. */
export const parseDrops = (bytes: Buffer): readonly Drop[] =>
  bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Drop); // written by the book above
