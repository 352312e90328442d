/** A bijection of 32 bits in which every bit depends on every other. Source: MurmurHash3, finalizer (A. Appleby). */
export const mixBits = (bits: number): number => {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85_eb_ca_6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
  return mixed ^ (mixed >>> 16);
};

/** 2^32 divided by the golden ratio: odd, and its multiples lie far apart. */
export const GOLDEN = 0x9e_37_79_b9;
