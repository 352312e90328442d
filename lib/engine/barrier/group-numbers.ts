import { createDisjointSets } from '../../operators/groups/disjoint-sets.ts';

/** Numbers of groups, as the ties of records become known. */
interface GroupNumbers {
  tie(one: number, other: number): void;
  /** Of each record the number of its group, from 1 in the order of the groups' first records; 0 where it is alone. Ends the ties. */
  numbers(): Uint32Array;
}

/** Takes four bytes a record and a bit. */
export const createGroupNumbers = (recordCount: number): GroupNumbers => {
  const sets = createDisjointSets(recordCount);
  const tied = new Uint8Array(Math.ceil(recordCount / 8));
  const mark = (record: number): void => {
    tied[Math.floor(record / 8)] = (tied[Math.floor(record / 8)] ?? 0) | (1 << (record % 8));
  };
  return {
    tie: (one, other) => {
      sets.unite(one, other);
      mark(one);
      mark(other);
    },
    numbers: () =>
      sets.numberSets((record) => (((tied[Math.floor(record / 8)] ?? 0) >> (record % 8)) & 1) === 1),
  };
};

/** Bytes of a record and the number of its group (two u32, little-endian). */
export const numberBytes = 8;

const rowsPerChunk = 65_536;

/** The rows of those of some records that are in a group. */
export function* numberRows(
  numbers: Uint32Array,
  { firstRecord, recordCount }: { readonly firstRecord: number; readonly recordCount: number },
): Generator<Buffer> {
  let rows = Buffer.allocUnsafe(rowsPerChunk * numberBytes);
  let at = 0;
  for (let record = firstRecord; record < firstRecord + recordCount; record++) {
    const number = numbers[record] ?? 0;
    if (number === 0) continue;
    rows.writeUInt32LE(record, at);
    at = rows.writeUInt32LE(number, at + 4);
    if (at < rows.length) continue;
    yield rows;
    rows = Buffer.allocUnsafe(rows.length);
    at = 0;
  }
  if (at > 0) yield rows.subarray(0, at);
}

/** Gives the record and the number of each row to a function. */
export const eachNumber = (rows: Buffer, take: (record: number, number: number) => void): void => {
  for (let at = 0; at < rows.length; at += numberBytes)
    take(rows.readUInt32LE(at), rows.readUInt32LE(at + 4));
};
