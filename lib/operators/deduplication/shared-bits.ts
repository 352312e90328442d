const countByByte = new Uint8Array(256);
for (let byte = 1; byte < 256; byte++) countByByte[byte] = (byte & 1) + (countByByte[byte >> 1] ?? 0);

/** Share of the bits that are equal, from 0 to 1. */
export const sharedBits = (one: Uint8Array, other: Uint8Array): number => {
  let differentCount = 0;
  for (let at = 0; at < one.length; at++) {
    differentCount += countByByte[(one[at] ?? 0) ^ (other[at] ?? 0)] ?? 0;
  }
  return 1 - differentCount / (8 * one.length);
};
