import { GOLDEN, mixBits } from '../deduplication/hash-bits.ts';

/** Bits of a hash that make a band: of ten million pictures, about ten share one by chance. */
const bandBits = 20;
/** Bands that a hash can be cut into. */
const bandsOfCut = Math.floor(256 / bandBits);
/** Ways to cut a hash, each into bands of other bits. */
const cutCount = 4;

export const pictureBandCount = cutCount * bandsOfCut;

/**
 * The bits of a 256-bit hash in bands: four times all of it, each time in another order. By the pigeonhole principle, two
 * hashes that differ in fewer bits than one cut has bands (12) share a band for certain; the other cuts find most of
 * those that differ in more.
 */
export const pictureBands = (hash: Uint8Array): Uint32Array => {
  const bands = new Uint32Array(pictureBandCount * 2);
  for (let band = 0; band < pictureBandCount; band++) {
    let bits = 0;
    for (let place = 0; place < bandBits; place++) {
      const bit = bitOrder[band * bandBits + place] ?? 0;
      bits = (bits << 1) | (((hash[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    }
    setBand(bands, band, bits, 0);
  }
  return bands;
};

/** Bands that only files of the same bytes share. */
export const exactBands = (sha256: Uint8Array): Uint32Array => {
  const words = new DataView(sha256.buffer, sha256.byteOffset, sha256.byteLength);
  const bands = new Uint32Array(pictureBandCount * 2);
  for (let band = 0; band < pictureBandCount; band++) {
    setBand(bands, band, words.getUint32(0), words.getUint32(4) | 1);
  }
  return bands;
};

/** The high half is mixed, so that keys spread evenly; the band's number is in it, so that bands don't meet. */
const setBand = (bands: Uint32Array, band: number, high: number, low: number): void => {
  bands[band * 2] = mixBits(high ^ Math.imul(band + 1, GOLDEN));
  bands[band * 2 + 1] = low;
};

/** For each cut, the 256 bits in a fixed order that looks like chance (Fisher and Yates), as many as its bands take. */
const bitOrder: readonly number[] = Array.from({ length: cutCount }, (_, cut) => {
  const bits = Array.from({ length: 256 }, (_bit, index) => index);
  for (let index = 255; index > 0; index--) {
    const other = (mixBits(Math.imul(cut * 256 + index + 1, GOLDEN)) >>> 0) % (index + 1);
    [bits[index], bits[other]] = [bits[other] ?? 0, bits[index] ?? 0];
  }
  return bits.slice(0, bandsOfCut * bandBits);
}).flat();
