import type { MediaRecord, PictureFingerprint } from '../../model/media-record.ts';
import type { Barrier } from '../barrier.ts';
import { type KEEP, keepOne } from '../deduplication/keep-one.ts';
import { exactBands, pictureBandCount, pictureBands } from './picture-bands.ts';

const hashBytes = 32;
/** Of the SHA-256 of the file: two files of unlike bytes that agree in 128 bits are not to be had. */
const digestBytes = 16;
/** Below this quality a picture is flat, and its hash is made of noise. Source: PDQ's reference. */
const leastQuality = 50;

interface PictureBarrierOptions {
  readonly maxDistance: number;
  readonly keep: (typeof KEEP)[number];
}

/** Finds files of the same bytes, and pictures whose hashes differ in few bits; flat ones by their bytes only. */
export const createPictureBarrier = ({ maxDistance, keep }: PictureBarrierOptions): Barrier<MediaRecord> => ({
  bandCount: pictureBandCount,
  sketchBytes: hashBytes + digestBytes + 1,
  keyOf: ({ facts }) => {
    if (facts.kind !== 'image' || facts.fingerprint === undefined) return undefined;
    const { sha256, hash, quality } = facts.fingerprint;
    const [digest, bits] = [Buffer.from(sha256, 'hex'), Buffer.from(hash, 'hex')];
    const bands = quality < leastQuality ? exactBands(digest) : pictureBands(bits);
    return { bands, sketch: sketchOf({ digest, bits, quality }), score: facts.width * facts.height };
  },
  similarity: (one, other) => {
    if (isEqual(one, other)) return 1;
    if (one[hashBytes + digestBytes] === 0 || other[hashBytes + digestBytes] === 0) return undefined;
    const distance = differingBits(one, other);
    return distance <= maxDistance ? 1 - distance / (hashBytes * 8) : undefined;
  },
  judge: keepOne(keep),
});

/** The hash, the digest's start, and 0 when the picture is flat. */
const sketchOf = ({
  digest,
  bits,
  quality,
}: Pick<PictureFingerprint, 'quality'> & { readonly digest: Buffer; readonly bits: Buffer }): Uint8Array => {
  const sketch = new Uint8Array(hashBytes + digestBytes + 1);
  sketch.set(bits.subarray(0, hashBytes));
  sketch.set(digest.subarray(0, digestBytes), hashBytes);
  sketch[hashBytes + digestBytes] = quality < leastQuality ? 0 : 1;
  return sketch;
};

const isEqual = (one: Uint8Array, other: Uint8Array): boolean => {
  for (let at = hashBytes; at < hashBytes + digestBytes; at++) if (one[at] !== other[at]) return false;
  return true;
};

const differingBits = (one: Uint8Array, other: Uint8Array): number => {
  let count = 0;
  for (let at = 0; at < hashBytes; at++) count += bitCounts[(one[at] ?? 0) ^ (other[at] ?? 0)] ?? 0;
  return count;
};

/** The bits that are set in each byte. */
const bitCounts = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);
