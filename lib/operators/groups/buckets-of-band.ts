import type { RecordKey } from '../barrier.ts';

/**
 * The records that share a band's 64 bits with another record, one list a bucket; buckets in the order of their first
 * records, records in the order of the data set. Those without a key are in none.
 */
export function* bucketsOfBand(
  keys: readonly (RecordKey | undefined)[],
  band: number,
): Generator<readonly number[]> {
  const { firsts, nexts } = chainRecords(keys, band);
  for (const first of firsts) {
    const bucket: number[] = [];
    for (let next = first; next > 0; next = nexts[next - 1] ?? 0) bucket.push(next - 1);
    yield bucket;
  }
}

/** Chains of records that share a band: records are given by their places plus one, zero ends a chain. */
interface Chains {
  /** Of the chains of two and more. */
  readonly firsts: Uint32Array;
  readonly nexts: Uint32Array;
}

const chainRecords = (keys: readonly (RecordKey | undefined)[], band: number): Chains => {
  const mask = 2 ** Math.ceil(Math.log2(keys.length + 1) + 1) - 1;
  /** The first and the last record of each bucket, by the hash of its bits; zero is free. */
  const firsts = new Uint32Array(mask + 1);
  const lasts = new Uint32Array(mask + 1);
  const nexts = new Uint32Array(keys.length);
  for (const [index, key] of keys.entries()) {
    if (key === undefined) continue;
    let slot = hashOf(key, band) & mask;
    for (let first = firsts[slot] ?? 0; first > 0; first = firsts[slot] ?? 0) {
      if (sharesBand(key, keys[first - 1], band)) break;
      slot = (slot + 1) & mask;
    }
    const last = lasts[slot] ?? 0;
    if (last === 0) firsts[slot] = index + 1;
    else nexts[last - 1] = index + 1;
    lasts[slot] = index + 1;
  }
  return { firsts: firsts.filter((first, slot) => first !== lasts[slot]).sort(), nexts };
};

const sharesBand = ({ bands }: RecordKey, other: RecordKey | undefined, band: number): boolean =>
  other?.bands[2 * band] === bands[2 * band] && other?.bands[2 * band + 1] === bands[2 * band + 1];

const hashOf = ({ bands }: RecordKey, band: number): number => {
  const [high, low] = [bands[2 * band] ?? 0, bands[2 * band + 1] ?? 0];
  const mixed = Math.imul(high ^ (low >>> 15), 0x85_eb_ca_6b) ^ Math.imul(low, 0xc2_b2_ae_35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};
