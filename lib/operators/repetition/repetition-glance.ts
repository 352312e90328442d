import { createTextUnits } from '../text/text-units.ts';
import { countNGrams, mostUnitsCounted, type NGramCounts, REPEAT } from './count-n-grams.ts';
import { mayRepeatLines } from './repeated-lines.ts';
import type { RepetitionLimits } from './repetition-limits.ts';
import {
  DUPLICATE_STATISTICS,
  duplicateSizes,
  lineFractions,
  type RepetitionLanguage,
  type Scale,
  scaleOf,
  TOP_STATISTICS,
  topSizes,
} from './repetition-statistics.ts';
import { KIND_OF_UNIT, UNIT_KIND } from './unit-kinds.ts';

type Limits = Readonly<Record<RepetitionLanguage, RepetitionLimits>>;

/**
 * Tells of most texts that keep the limits that they do, at a fraction of the cost of measuring them: the shortest
 * n-grams are counted roughly, and a longer one is taken for repeated wherever all that it consists of are. Gives true
 * where a text may exceed a limit.
 */
export const createRepetitionGlance = (limits: Limits, fewestWords: number): ((text: string) => boolean) => {
  const unitsOf = createTextUnits();
  const bounds = { en: boundsOf('en', limits.en), zh: boundsOf('zh', limits.zh) };
  return (text) => {
    const { length } = text;
    if (length > mostUnitsCounted) return true;
    const units = unitsOf(text);
    const guess = seemsChinese(units, length) ? 'zh' : 'en';
    const guessed = countNGrams(units, length, bounds[guess].size);
    const scale = scaleOf(guessed, text, fewestWords);
    const { language } = scale;
    const counted = language === guess ? guessed : countNGrams(units, length, bounds[language].size);
    return (
      (counted.repeatCount > 0 && mayExceed(counted, bounds[language], scale)) ||
      (mayRepeatLines(text, units) && exceedsByLines(text, scale, limits[language]))
    );
  };
};

/** By a few places of the text; the count of all tokens tells. */
const seemsChinese = (units: Uint16Array, length: number): boolean => {
  const step = Math.max(1, length >>> 3);
  let balance = 0;
  for (let at = 0; at < length; at += step) {
    const kind = KIND_OF_UNIT[units[at] ?? 0];
    balance += kind === UNIT_KIND.character ? 1 : kind === UNIT_KIND.word ? -1 : 0;
  }
  return balance > 0;
};

interface Bounds {
  /** Tokens of the n-grams that are counted: the shortest there are. */
  readonly size: 2 | 3;
  readonly top: readonly Bound[];
  readonly duplicate: readonly Bound[];
}

interface Bound {
  /** Counted n-grams in a row that an n-gram of its size consists of. */
  readonly rowLength: number;
  readonly limit: number;
}

const boundsOf = (language: RepetitionLanguage, limits: RepetitionLimits): Bounds => {
  const size = language === 'zh' ? 3 : 2;
  const bound = (n = 0, limit: number): Bound => ({ rowLength: n - size + 1, limit });
  const [tops, duplicates] = [topSizes(language), duplicateSizes(language)];
  return {
    size,
    top: TOP_STATISTICS.map((statistic, index) => bound(tops[index], limits[statistic])),
    duplicate: DUPLICATE_STATISTICS.map((statistic, index) => bound(duplicates[index], limits[statistic])),
  };
};

const exceedsByLines = (text: string, scale: Scale, limits: RepetitionLimits): boolean => {
  const fractions = lineFractions(text, scale);
  return (Object.keys(fractions) as (keyof typeof fractions)[]) // it has no other keys
    .some((statistic) => fractions[statistic] > limits[statistic]);
};

const lastSlot = REPEAT - 1;

/** By statistic of duplicate n-grams: characters of the rows that are long enough to hold one. */
const covered = new Float64Array(DUPLICATE_STATISTICS.length);

const mayExceed = (counted: NGramCounts, bounds: Bounds, { perCharacter }: Scale): boolean =>
  mayExceedTops(counted, bounds, perCharacter) || mayExceedDuplicates(counted, bounds, perCharacter);

const mayExceedTops = (counted: NGramCounts, { size, top }: Bounds, perCharacter: number): boolean => {
  const { counts, slots, starts, tokenCount } = counted;
  const [shortest, ...longer] = top;
  const limit = shortest?.limit ?? 0;
  let rowLength = 0;
  for (let last = size - 1; last < tokenCount; last++) {
    const seen = counts[(slots[last] as number) & lastSlot] as number; // each token has a slot, and each slot a count
    if (seen < 2) {
      rowLength = 0;
      continue;
    }
    rowLength++;
    // A place is within the text, and the end of the text behind all of them.
    const length = (starts[last + 1] as number) - (starts[last - size + 1] as number);
    if (isAbove(limit, seen * length, perCharacter)) return true;
    if (rowLength > 1 && mayExceedTop(counted, longer, { last, rowLength, size }, perCharacter)) return true;
  }
  return false;
};

/** An n-gram that has occurred before consists of shorter ones that have. */
const mayExceedDuplicates = (
  counted: NGramCounts,
  { size, duplicate }: Bounds,
  perCharacter: number,
): boolean => {
  const { slots, tokenCount, repeatCount } = counted;
  const fewest = duplicate[0]?.rowLength ?? 0;
  if (repeatCount < fewest) return false;
  covered.fill(0);
  let rowLength = 0;
  for (let last = size - 1; last <= tokenCount; last++) {
    if (last < tokenCount && (slots[last] as number) >= REPEAT) {
      rowLength++;
      continue;
    }
    if (rowLength >= fewest) cover(counted, duplicate, { last: last - 1, rowLength, size });
    rowLength = 0;
  }
  return duplicate.some(({ limit }, place) => isAbove(limit, covered[place] ?? 0, perCharacter));
};

/** A fraction is 1 at most. */
const isAbove = (limit: number, length: number, perCharacter: number): boolean =>
  length * perCharacter > limit && limit < 1;

/** Counted n-grams in a row that all may be repeated, up to one that the last token ends. */
interface Row {
  readonly last: number;
  readonly rowLength: number;
  readonly size: number;
}

const mayExceedTop = (
  { counts, slots, starts }: NGramCounts,
  bounds: readonly Bound[],
  { last, rowLength, size }: Row,
  perCharacter: number,
): boolean => {
  // An n-gram is no more frequent than any that it consists of.
  let least = counts[(slots[last] ?? 0) & lastSlot] ?? 0;
  let looked = 1;
  for (const { rowLength: wanted, limit } of bounds) {
    if (rowLength < wanted) return false;
    for (; looked < wanted; looked++)
      least = Math.min(least, counts[(slots[last - looked] ?? 0) & lastSlot] ?? 0);
    const length = (starts[last + 1] ?? 0) - (starts[last - wanted - size + 2] ?? 0);
    if (isAbove(limit, least * length, perCharacter)) return true;
  }
  return false;
};

const cover = ({ starts }: NGramCounts, bounds: readonly Bound[], { last, rowLength, size }: Row): void => {
  const length = (starts[last + 1] ?? 0) - (starts[last - rowLength - size + 2] ?? 0);
  for (const [place, bound] of bounds.entries()) {
    if (rowLength >= bound.rowLength) covered[place] = (covered[place] ?? 0) + length;
  }
};
