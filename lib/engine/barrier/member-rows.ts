import type { RecordGroup } from './judge-groups.ts';

/**
 * Bytes of a record that is in a group, little-endian: the group's number, the record, its line in the source (three u32), how
 * alike it is to the one that it is most alike (f32), its score (f64).
 */
export const memberBytes = 24;

interface Member {
  readonly cluster: number;
  readonly record: number;
  readonly line: number;
  readonly similarity: number;
  readonly score: number;
}

/** Writes a member at an offset, and gives that of the next. */
export const writeMember = (rows: Buffer, at: number, member: Member): number => {
  rows.writeUInt32LE(member.cluster, at);
  rows.writeUInt32LE(member.record, at + 4);
  rows.writeUInt32LE(member.line, at + 8);
  rows.writeFloatLE(member.similarity, at + 12);
  return rows.writeDoubleLE(member.score, at + 16);
};

/** Members column by column, in the order in which they were added. */
export interface MemberTable {
  readonly clusters: Uint32Array;
  readonly records: Uint32Array;
  readonly lines: Uint32Array;
  readonly similarities: Float32Array;
  readonly scores: Float64Array;
  addRows(rows: Buffer): void;
}

/** 24 bytes a member. */
export const createMemberTable = (memberCount: number): MemberTable => {
  const clusters = new Uint32Array(memberCount);
  const records = new Uint32Array(memberCount);
  const lines = new Uint32Array(memberCount);
  const similarities = new Float32Array(memberCount);
  const scores = new Float64Array(memberCount);
  let count = 0;
  return {
    clusters,
    records,
    lines,
    similarities,
    scores,
    addRows: (rows: Buffer): void => {
      for (let at = 0; at < rows.length; at += memberBytes, count++) {
        clusters[count] = rows.readUInt32LE(at);
        records[count] = rows.readUInt32LE(at + 4);
        lines[count] = rows.readUInt32LE(at + 8);
        similarities[count] = rows.readFloatLE(at + 12);
        scores[count] = rows.readDoubleLE(at + 16);
      }
    },
  };
};

/**
 * The groups of a table whose members come in the order of the data set; their numbers leave the same rest when they are
 * divided by `divisor`.
 */
export function* groupsOfTable(clusters: Uint32Array, divisor: number): Generator<RecordGroup> {
  const placeOf = (cluster: number): number => Math.floor(cluster / divisor);
  const groupCount = 1 + clusters.reduce((most, cluster) => Math.max(most, placeOf(cluster)), -1);
  const ends = new Uint32Array(groupCount + 1);
  for (const cluster of clusters) ends[placeOf(cluster) + 1] = (ends[placeOf(cluster) + 1] ?? 0) + 1;
  for (let place = 1; place <= groupCount; place++) ends[place] = (ends[place] ?? 0) + (ends[place - 1] ?? 0);
  const order = new Uint32Array(clusters.length);
  const nexts = ends.slice();
  for (const [member, cluster] of clusters.entries()) {
    const next = nexts[placeOf(cluster)] ?? 0;
    order[next] = member;
    nexts[placeOf(cluster)] = next + 1;
  }
  for (let place = 0; place < groupCount; place++) {
    const members = order.subarray(ends[place], ends[place + 1]);
    const [first] = members;
    if (first !== undefined) yield { cluster: clusters[first] ?? 0, members };
  }
}
