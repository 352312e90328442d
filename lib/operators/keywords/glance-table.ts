import type { SortedKeywords } from './sorted-keywords.ts';

/** Tells by the units at a place that no keyword starts there: nearly always where none does. */
export interface GlanceTable {
  /** By the slot of the first two units: 0 where no keyword of two units or more begins so. */
  readonly pairs: Uint8Array;
  /** By unit: 1 when it is a keyword by itself; undefined when there are no such keywords. */
  readonly singles: Uint8Array | undefined;
  /** Right shift that makes the sum of two mixed units a slot. */
  readonly shift: number;
  /** Whether a keyword may start at a place of a text that is still to be folded: always true where one does. */
  mayStart(units: Uint16Array, at: number, fold: Uint16Array): boolean;
}

/** Slots for each keyword: with a sixteenth of them taken, few glances are in vain. */
const slotsPerWord = 16;
const fewestSlotBits = 12;
const mostSlotBits = 21;

/** In the table of longer beginnings: what begins with the three, four or six units of a slot. */
const MARK = {
  /** A keyword of three units is it. */
  three: 1,
  /** Keywords of four units or more begin with it. */
  beyondThree: 2,
  /** Keywords of four or five units begin with it. */
  four: 4,
  /** Keywords of six units or more begin with it. */
  beyondFour: 8,
  six: 16,
} as const;
/** In the table of pairs: a keyword of two units is it, longer ones begin with it. */
const PAIR = { whole: 1, longer: 2 } as const;

/** Each unit of a beginning is multiplied by a factor of its own, so that the sums spread over all slots. */
const [FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH] = [
  0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1, 0xd3a2646d,
] as const;

/** The sum of a pair of units, which the shift makes its slot. */
export const pairSum = (first: number, second: number): number =>
  (Math.imul(first, FIRST) + Math.imul(second, SECOND)) | 0;

/** Tables of the first two, three and four units of all keywords. */
export const createGlanceTable = (keywords: SortedKeywords): GlanceTable => {
  const slotBits = Math.ceil(Math.log2(keywords.count * slotsPerWord + 1));
  const bits = Math.min(mostSlotBits, Math.max(fewestSlotBits, slotBits));
  const shift = 32 - bits;
  const pairs = new Uint8Array(1 << bits);
  const beginnings = new Uint8Array(1 << bits);
  const singles = new Uint8Array(0x10000);
  markAll(keywords, { pairs, beginnings, singles, shift });

  // The array of units is padded, and the shift leaves no more slots than there are: all places are in their arrays.
  const mayStart = (units: Uint16Array, at: number, fold: Uint16Array): boolean => {
    const first = fold[units[at] as number] as number;
    const sum = pairSum(first, fold[units[at + 1] as number] as number);
    const pair = pairs[sum >>> shift];
    if (singles[first] === 1 || (pair !== 0 && pair !== PAIR.longer)) return true;
    if (pair === 0) return false;
    const sumOfThree = sum + Math.imul(fold[units[at + 2] as number] as number, THIRD);
    const three = beginnings[sumOfThree >>> shift] as number;
    if ((three & MARK.three) !== 0) return true;
    if ((three & MARK.beyondThree) === 0) return false;
    const sumOfFour = sumOfThree + Math.imul(fold[units[at + 3] as number] as number, FOURTH);
    const four = beginnings[sumOfFour >>> shift] as number;
    if ((four & MARK.four) !== 0) return true;
    if ((four & MARK.beyondFour) === 0) return false;
    const fifth = Math.imul(fold[units[at + 4] as number] as number, FIFTH);
    const sixth = Math.imul(fold[units[at + 5] as number] as number, SIXTH);
    return ((beginnings[(sumOfFour + fifth + sixth) >>> shift] as number) & MARK.six) !== 0;
  };
  return { pairs, shift, singles: singles.includes(1) ? singles : undefined, mayStart };
};

interface Tables {
  readonly pairs: Uint8Array;
  readonly beginnings: Uint8Array;
  readonly singles: Uint8Array;
  readonly shift: number;
}

const markAll = (keywords: SortedKeywords, tables: Tables): void => {
  const { units, starts, count } = keywords;
  for (let rank = 0; rank < count; rank++) {
    markWord([...units.subarray(starts[rank], starts[rank + 1])], tables);
  }
};

const markWord = (word: readonly number[], { pairs, beginnings, singles, shift }: Tables): void => {
  const { length } = word;
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = word;
  if (length === 1) singles[first] = 1;
  if (length < 2) return;
  const sum = pairSum(first, second);
  mark(pairs, sum >>> shift, length === 2 ? PAIR.whole : PAIR.longer);
  const sumOfThree = sum + Math.imul(third, THIRD);
  if (length > 2) mark(beginnings, sumOfThree >>> shift, length === 3 ? MARK.three : MARK.beyondThree);
  const sumOfFour = sumOfThree + Math.imul(fourth, FOURTH);
  if (length > 3) mark(beginnings, sumOfFour >>> shift, length < 6 ? MARK.four : MARK.beyondFour);
  const sumOfSix = sumOfFour + Math.imul(fifth, FIFTH) + Math.imul(sixth, SIXTH);
  if (length > 5) mark(beginnings, sumOfSix >>> shift, MARK.six);
};

const mark = (table: Uint8Array, slot: number, bit: number): void => {
  table[slot] = (table[slot] ?? 0) | bit;
};
