import { createCipheriv, createHmac } from 'node:crypto';

/** Gives another number below `size` for each number below it, no two the same; another order for each `tweak`. */
export type KeyedPermutation = (index: number, order: { size: number; tweak: string }) => number;

const rounds = 8;
const blockBytes = 16;
/** Tweaks whose numbers are remembered: offices of plates and networks are not many. */
const rememberedTweaks = 10_000;

/**
 * A permutation that nobody knows without the key: a Feistel network of AES-256 rounds over the next larger power of four,
 * walked on from what lies outside (Black and Rogaway 2002, cycle walking; NIST SP 800-38G has as many rounds). Sizes are
 * at most 2³².
 */
export const createKeyedPermutation = (key: string): KeyedPermutation => {
  const hash = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  // Each block on its own: what is asked of it before changes nothing.
  const cipher = createCipheriv('aes-256-ecb', hash('permutation'), null).setAutoPadding(false);
  const block = Buffer.alloc(blockBytes);
  const numberByTweak = new Map<string, number>();
  const numberOf = (tweak: string): number => {
    const known = numberByTweak.get(tweak);
    if (known !== undefined) return known;
    const number = hash(`tweak\0${tweak}`).readUIntBE(0, 6);
    if (numberByTweak.size < rememberedTweaks) numberByTweak.set(tweak, number);
    return number;
  };

  const round = (value: number, count: number): number => {
    block.writeUInt32BE(value, 0);
    block.writeUInt8(count, 4);
    return cipher.update(block).readUInt32BE(0);
  };

  return (index, { size, tweak }) => {
    const half = 2 ** Math.ceil(Math.log2(Math.max(size, 2)) / 2);
    block.writeUIntBE(numberOf(tweak), 8, 6);
    let place = index;
    do {
      let [left, right] = [Math.floor(place / half), place % half];
      for (let count = 0; count < rounds; count++) {
        [left, right] = [right, (left + (round(right, count) % half)) % half];
      }
      place = left * half + right;
    } while (place >= size);
    return place;
  };
};
