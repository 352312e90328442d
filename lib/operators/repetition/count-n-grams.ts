import { KIND_OF_UNIT, UNIT_KIND } from './unit-kinds.ts';

/**
 * Bounds of how often the n-grams of a text occur, by the place of their last token. Some share a slot of the table, so
 * that none is counted too seldom. It holds until the next text is counted.
 */
export interface NGramCounts {
  tokenCount: number;
  /** Of tokens, as in `Tokens`. */
  wordCount: number;
  characterCount: number;
  /** N-grams whose slot was taken; 0 when none is repeated. */
  repeatCount: number;
  /** By token: where it starts; one entry more than tokens, the end of the text. */
  starts: Int32Array;
  /** By token: the slot of the n-gram that it ends, with `REPEAT` where the slot had been taken before. */
  slots: Int32Array;
  counts: Uint16Array;
}

/** Above all slots. */
export const REPEAT = 1 << 20;

/** The longest text that is counted, in units: counts have sixteen bits. */
export const mostUnitsCounted = 0xffff;

const counted: NGramCounts = {
  tokenCount: 0,
  wordCount: 0,
  characterCount: 0,
  repeatCount: 0,
  starts: new Int32Array(mostUnitsCounted + 1),
  slots: new Int32Array(mostUnitsCounted + 1),
  counts: new Uint16Array(2 ** 19),
};

/** Counts n-grams of two tokens or of three in the units of a text, behind which there is a zero. */
export const countNGrams = (units: Uint16Array, length: number, size: 2 | 3): NGramCounts => {
  const { starts, slots, counts } = counted;
  const bits = slotBits(length, size);
  counts.fill(0, 0, 2 ** bits);
  const shift = 32 - bits;
  const third = size === 2 ? 0 : thirdFactor;
  let [count, wordCount, characterCount, repeatCount] = [0, 0, 0, 0];
  let [before, twoBefore] = [0, 0];
  // The zero behind the text is a space: it ends the last token. Each unit has its kind, and each sum its slot.
  for (let at = 0; at < length; ) {
    const unit = units[at] as number;
    const kind = KIND_OF_UNIT[unit] as number;
    if (kind === UNIT_KIND.space) {
      at++;
      continue;
    }
    starts[count] = at++;
    let hash = unit;
    if (kind === UNIT_KIND.character) characterCount++;
    else if (kind === UNIT_KIND.word) {
      wordCount++;
      for (
        let next = units[at] as number;
        KIND_OF_UNIT[next] === UNIT_KIND.word;
        next = units[++at] as number
      )
        hash = Math.imul(hash, hashFactor) + next;
    } else {
      for (; units[at] === unit; at++) hash = Math.imul(hash, hashFactor) + unit;
    }
    hash = Math.imul(hash, firstFactor);
    const slot = (hash + Math.imul(before, secondFactor) + Math.imul(twoBefore, third)) >>> shift;
    const seen = counts[slot] as number;
    counts[slot] = seen + 1;
    const isRepeat = -seen >>> 31;
    repeatCount += isRepeat;
    slots[count++] = slot | (isRepeat * REPEAT);
    twoBefore = before;
    before = hash;
  }
  starts[count] = length;
  return Object.assign(counted, { tokenCount: count, wordCount, characterCount, repeatCount });
};

/** Eight slots or so for each token, for few to share one: a word has some five units. */
const slotBits = (length: number, size: 2 | 3): number =>
  Math.max(8, (size === 2 ? 33 : 35) - Math.clz32(Math.max(1, length)));

const hashFactor = 0x01000193;
// As signed integers: others would be made such at each use.
const firstFactor = 0x9e3779b1 | 0;
const secondFactor = 0x85ebca6b | 0;
const thirdFactor = 0xc2b2ae35 | 0;
