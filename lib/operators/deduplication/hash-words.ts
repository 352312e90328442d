import { GOLDEN, mixBits } from './hash-bits.ts';

const KIND = { between: 0, ofWord: 1, alone: 2 } as const;

/**
 * Writes a 32-bit hash of every word, in order, and gives how many there are. A word is a run of letters, marks and
 * digits; a character of a script that is written without spaces, and any other sign, is a word of its own.
 */
export const hashWords = (units: Uint16Array, hashes: Uint32Array): number => {
  const kinds = kindsOfUnits();
  let count = 0;
  let hash = 0;
  let isInside = false;
  for (let at = 0; at < units.length; at++) {
    const unit = units[at] ?? 0;
    const kind = kinds[unit];
    if (kind === KIND.ofWord) {
      hash = (Math.imul(hash, GOLDEN) + unit) | 0;
      isInside = true;
      continue;
    }
    if (isInside) hashes[count++] = mixBits(hash);
    isInside = false;
    hash = 0;
    if (kind === KIND.alone) hashes[count++] = mixBits(unit);
  }
  if (isInside) hashes[count++] = mixBits(hash);
  return count;
};

const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Yiii}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]/u;
const wordCharacter = /[\p{L}\p{M}\p{N}]/u;
/** White space, and what stands between two texts. */
const gap = /[\s\uffff]/;

let kindByUnit: Uint8Array | undefined;

const kindsOfUnits = (): Uint8Array => {
  kindByUnit ??= new Uint8Array(0x1_00_00).map((_, unit) => kindOf(String.fromCharCode(unit)));
  return kindByUnit;
};

const kindOf = (character: string): number => {
  if (gap.test(character)) return KIND.between;
  return wordCharacter.test(character) && !unspaced.test(character) ? KIND.ofWord : KIND.alone;
};
