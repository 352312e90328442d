import type { Barrier } from '../../operators/barrier.ts';
import { type Edge, maxRepresentatives } from '../../operators/groups/compare-bucket.ts';
import { hashBand } from './partition-of.ts';

/** An entry of a key in a band. */
export interface BandEntry {
  readonly band: number;
  readonly high: number;
  readonly low: number;
  /** Place in the data set. */
  readonly record: number;
  /** Only good during the call. */
  readonly sketch: Uint8Array;
}

/** Compares the entries of a partition, in the order of the data set, as `compareBucket` does those of one bucket. */
export interface GroupTable {
  /** The tie to the first representative of the entry's bucket that it is like; it becomes one when it is like none. */
  add(entry: BandEntry): Edge | undefined;
}

const firstSlots = 1 << 12;

/** `entryCount` is the most that will be added. Only entries that are like none before them take memory. */
export const createGroupTable = (
  { sketchBytes, similarity }: Pick<Barrier<never>, 'sketchBytes' | 'similarity'>,
  entryCount: number,
): GroupTable => {
  // Memory that is never written is never taken: arrays for the worst case cost what is used of them.
  const bands = new Uint16Array(entryCount);
  const highs = new Uint32Array(entryCount);
  const lows = new Uint32Array(entryCount);
  const records = new Uint32Array(entryCount);
  /** The next representative of the same bucket plus one; zero at the end. */
  const nexts = new Uint32Array(entryCount);
  const sketches = new Uint8Array(entryCount * sketchBytes);
  let nodeCount = 0;
  /** The first representative of each bucket plus one, by the hash of the bucket's bits; zero is free. */
  let slots = new Uint32Array(firstSlots);
  let bucketCount = 0;

  const slotOf = ({ band, high, low }: Pick<BandEntry, 'band' | 'high' | 'low'>): number => {
    const mask = slots.length - 1;
    let slot = hashBand(band, high, low) & mask;
    for (let first = slots[slot] ?? 0; first > 0; first = slots[slot] ?? 0) {
      const node = first - 1;
      if (highs[node] === high && lows[node] === low && bands[node] === band) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  };

  const store = ({ band, high, low, record, sketch }: BandEntry): number => {
    const node = nodeCount++;
    bands[node] = band;
    highs[node] = high;
    lows[node] = low;
    records[node] = record;
    sketches.set(sketch, node * sketchBytes);
    return node;
  };

  const grow = (): void => {
    const old = slots;
    slots = new Uint32Array(old.length * 2);
    for (const first of old) {
      if (first === 0) continue;
      const node = first - 1;
      slots[slotOf({ band: bands[node] ?? 0, high: highs[node] ?? 0, low: lows[node] ?? 0 })] = first;
    }
  };

  return {
    add: (entry) => {
      const slot = slotOf(entry);
      const first = slots[slot] ?? 0;
      if (first === 0) {
        slots[slot] = store(entry) + 1;
        bucketCount++;
        if (bucketCount * 2 > slots.length) grow();
        return undefined;
      }
      let last = first - 1;
      let count = 0;
      for (let next = first; next > 0; next = nexts[last] ?? 0) {
        last = next - 1;
        count++;
        const found = similarity(
          sketches.subarray(last * sketchBytes, (last + 1) * sketchBytes),
          entry.sketch,
        );
        if (found !== undefined) return { one: records[last] ?? 0, other: entry.record, similarity: found };
      }
      if (count < maxRepresentatives) nexts[last] = store(entry) + 1;
      return undefined;
    },
  };
};
