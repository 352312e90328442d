import { createTextUnits } from '../text/text-units.ts';
import { createGlanceTable, type GlanceTable, pairSum } from './glance-table.ts';
import type { KeywordMatch } from './keyword-match.ts';
import type { SortedKeywords } from './sorted-keywords.ts';
import type { WordEdges } from './word-units.ts';

/** The search for keywords as they are spelled. */
export const exactSearch = (
  keywords: SortedKeywords,
  {
    fold,
    isFolding,
    edges,
  }: {
    readonly fold: Uint16Array;
    /** Whether some unit counts as another. */
    readonly isFolding: boolean;
    readonly edges: WordEdges | undefined;
  },
): ((text: string) => readonly KeywordMatch[]) => {
  const unitsOf = createTextUnits();
  const flags = unitFlags(keywords, fold, edges);
  const glance = createGlanceTable(keywords);
  const isPlain = !isFolding && glance.singles === undefined;
  const nextCandidate =
    edges !== undefined
      ? wholeCandidate(glance, flags, fold)
      : (isPlain ? pairCandidate : anyCandidate)(glance, fold);
  const rankAt = longestKeywordAt(keywords, flags, fold);
  const { starts, wordIndexes } = keywords;

  return (text) => {
    const { length } = text;
    const units = unitsOf(text);
    let matches: KeywordMatch[] | undefined;
    for (let at = nextCandidate(units, 0, length); at < length; at = nextCandidate(units, at, length)) {
      const rank = rankAt(units, at, length);
      if (rank === -1) {
        at++;
        continue;
      }
      const end = at + (starts[rank + 1] ?? 0) - (starts[rank] ?? 0);
      matches ??= [];
      matches.push({ start: at, end, wordIndex: wordIndexes[rank] ?? 0 });
      at = end;
    }
    return matches ?? none;
  };
};

const none: readonly KeywordMatch[] = [];

/** What a code unit may be; bits, as they are looked at all at once. */
const FLAG = {
  /** A word goes on with it. */
  outside: 1,
  /** At the edge of a keyword, it must not be adjoined by such. Twice the one above. */
  inside: 2,
  /** A keyword starts with it. */
  first: 4,
  /** A keyword goes on with it behind its first unit, or may end there. Twice the one above. */
  second: 8,
} as const;

/** By code unit, as it is before folding. */
const unitFlags = (keywords: SortedKeywords, fold: Uint16Array, edges: WordEdges | undefined): Uint8Array => {
  const { firstRanks } = keywords;
  const isSecond = secondUnits(keywords);
  const flags = new Uint8Array(fold.length);
  // A loop takes a tenth of the time of `Uint8Array.from`, and there may be many small runs.
  for (let at = 0; at < fold.length; at++) {
    const unit = fold[at] ?? 0;
    const outside = edges?.outside[unit] === 1 ? FLAG.outside : 0;
    const inside = edges?.inside[unit] === 1 ? FLAG.inside : 0;
    const first = firstRanks[unit] === firstRanks[unit + 1] ? 0 : FLAG.first;
    flags[at] = outside + inside + first + (isSecond[unit] === 1 ? FLAG.second : 0);
  }
  return flags;
};

const secondUnits = ({ units, starts, count }: SortedKeywords): Uint8Array => {
  const isSecond = new Uint8Array(0x10000);
  for (let rank = 0; rank < count; rank++) {
    const second = (starts[rank] ?? 0) + 1;
    if (second === starts[rank + 1]) return isSecond.fill(1);
    isSecond[units[second] ?? 0] = 1;
  }
  return isSecond;
};

/** Whether the first of two units, by their flags, keeps the second from the edge of a keyword. */
const isKeptFromEdge = (outside: number, inside: number): boolean =>
  ((outside << 1) & inside & FLAG.inside) !== 0;

/** The next place where a keyword may start; `length` when there is none. */
type CandidateSearch = (units: Uint16Array, from: number, length: number) => number;

/** Passes over the pairs that no keyword starts with: of a long list, most units start one. */
const anyCandidate =
  ({ pairs, singles = noUnits, shift, mayStart }: GlanceTable, fold: Uint16Array): CandidateSearch =>
  (units, from, length) => {
    let first = fold[units[from] as number] as number; // the array is padded, and there is an entry for each unit
    for (let at = from; at < length; at++) {
      const second = fold[units[at + 1] as number] as number;
      if (pairs[pairSum(first, second) >>> shift] !== 0 && mayStart(units, at, fold)) return at;
      if (singles[first] === 1) return at;
      first = second;
    }
    return length;
  };

const noUnits = new Uint8Array(0x10000);

/** The same where units count as they are, and each keyword has two at least: a pair of units is one look-up. */
const pairCandidate =
  ({ pairs, shift, mayStart }: GlanceTable, fold: Uint16Array): CandidateSearch =>
  (units, from, length) => {
    let first = units[from] as number; // the array is padded
    for (let at = from; at < length; at++) {
      const second = units[at + 1] as number;
      if (pairs[pairSum(first, second) >>> shift] !== 0 && mayStart(units, at, fold)) return at;
      first = second;
    }
    return length;
  };

/** Passes over what no keyword starts with, and over the insides of words, where no whole one starts. */
const wholeCandidate =
  ({ mayStart }: GlanceTable, flags: Uint8Array, fold: Uint16Array): CandidateSearch =>
  (units, from, length) => {
    let before = from > 0 ? (flags[units[from - 1] as number] as number) : 0;
    let flag = flags[units[from] as number] as number;
    // The array of units is padded, and the table has an entry for each unit. One branch decides on all flags: where words
    // start a processor guesses wrong as often as not, which costs more than all the rest.
    for (let at = from; at < length; at++) {
      const next = flags[units[at + 1] as number] as number;
      const isKept = (before << 3) & (flag << 2);
      if (((flag << 1) & next & ~isKept & FLAG.second) !== 0 && mayStart(units, at, fold)) return at;
      before = flag;
      flag = next;
    }
    return length;
  };

/** The rank of the longest keyword that starts at a place and, if asked for, ends a word; -1 when none does. */
const longestKeywordAt = (
  { units: words, starts, prefixes, firstRanks }: SortedKeywords,
  flags: Uint8Array,
  fold: Uint16Array,
) => {
  const flagAt = (units: Uint16Array, at: number): number => flags[units[at] ?? 0] ?? 0;
  const mayEnd = (units: Uint16Array, end: number): boolean =>
    !isKeptFromEdge(flagAt(units, end), flagAt(units, end - 1));
  const foldedAt = (units: Uint16Array, at: number): number => fold[units[at] ?? 0] ?? 0;
  /** Units that a keyword and the text at a place have in common. */
  const commonLength = (rank: number, units: Uint16Array, at: number, length: number): number => {
    const start = starts[rank] ?? 0;
    const most = Math.min((starts[rank + 1] ?? 0) - start, length - at);
    let common = 1;
    while (common < most && words[start + common] === foldedAt(units, at + common)) common++;
    return common;
  };
  const isBefore = (rank: number, common: number, units: Uint16Array, at: number): boolean => {
    const start = starts[rank] ?? 0;
    const isWhole = start + common === starts[rank + 1];
    return isWhole || (words[start + common] ?? 0) < foldedAt(units, at + common);
  };

  /** The last keyword that is not behind the text in the order, or -1: what the text begins with, it begins with. */
  const lastBefore = (units: Uint16Array, at: number, length: number): number => {
    const first = foldedAt(units, at);
    let low = firstRanks[first] ?? 0;
    let high = firstRanks[first + 1] ?? 0;
    const from = low;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(middle, commonLength(middle, units, at, length), units, at)) low = middle + 1;
      else high = middle;
    }
    return low > from ? low - 1 : -1;
  };

  return (units: Uint16Array, at: number, length: number): number => {
    let rank = lastBefore(units, at, length);
    const common = rank === -1 ? 0 : commonLength(rank, units, at, length);
    for (; rank !== -1; rank = prefixes[rank] ?? -1) {
      const wordLength = (starts[rank + 1] ?? 0) - (starts[rank] ?? 0);
      if (wordLength <= common && mayEnd(units, at + wordLength)) return rank;
    }
    return -1;
  };
};
