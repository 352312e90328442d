import { LIMITS } from '../../model/limits.ts';

/** A hash of a band's 64 bits, as a number below 2³²; equal bits of two bands have nothing to do with each other. */
export const hashBand = (band: number, high: number, low: number): number => {
  let hash = Math.imul(band + 1, 0x9e_37_79_b1) ^ Math.imul(high, 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ low, 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** The partition that compares the records that share the bits in this band. */
export const partitionOf = (band: number, high: number, low: number, partitionCount: number): number =>
  // The hash's low bits find a place inside the partition.
  Math.floor((hashBand(band, high, low) / 0x1_00_00_00_00) * partitionCount);

/** Bytes that an entry takes while a partition is grouped, beside its sketch. */
const bytesPerEntry = 40;

/** How many partitions keep each within `partitionBytes` of memory, were all keys different. */
export const countPartitions = (
  recordCount: number,
  { bandCount, sketchBytes }: { readonly bandCount: number; readonly sketchBytes: number },
  partitionBytes: number = LIMITS.keyPartitionBytes,
): number =>
  Math.max(1, Math.ceil((recordCount * bandCount * (bytesPerEntry + sketchBytes)) / partitionBytes));
