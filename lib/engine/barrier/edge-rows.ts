import type { Edge } from '../../operators/groups/compare-bucket.ts';

/** Bytes of an edge: the two records' places in the data set (u32), and how alike they are (f32), little-endian. */
export const edgeBytes = 12;

/** Writes an edge at an offset, and gives that of the next. */
export const writeEdge = (rows: Buffer, at: number, { one, other, similarity }: Edge): number => {
  rows.writeUInt32LE(one, at);
  rows.writeUInt32LE(other, at + 4);
  return rows.writeFloatLE(similarity, at + 8);
};

/** Gives each edge of some rows to a function. */
export const eachEdge = (
  rows: Buffer,
  take: (one: number, other: number, similarity: number) => void,
): void => {
  for (let at = 0; at < rows.length; at += edgeBytes) {
    take(rows.readUInt32LE(at), rows.readUInt32LE(at + 4), rows.readFloatLE(at + 8));
  }
};
