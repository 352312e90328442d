import { createTextUnits } from '../text/text-units.ts';
import { createGlanceTable, pairSum } from './glance-table.ts';
import { INSERTED, insertedKinds } from './inserted-symbols.ts';
import type { KeywordMatch } from './keyword-match.ts';
import type { SortedKeywords } from './sorted-keywords.ts';
import { type WordEdges, wordUnits } from './word-units.ts';

/** Symbols in a row that may stand between two characters of a keyword. */
const mostInserted = 3;

/** The search for keywords with or without symbols between their characters: `s.e.x`, `敏*感-词`. */
export const insertedSearch = (
  keywords: SortedKeywords,
  fold: Uint16Array,
  edges: WordEdges | undefined,
): ((text: string) => readonly KeywordMatch[]) => {
  const unitsOf = createTextUnits();
  const matchAt = matchAtIn(keywords, edges);
  const mayStart = mayStartIn(keywords);
  return (text) => {
    const { length } = text;
    const units = unitsOf(text);
    for (let at = 0; at < length; at++) units[at] = fold[units[at] ?? 0] ?? 0;
    const matches: KeywordMatch[] = [];
    for (let at = 0; at < length; ) {
      const match = mayStart(units, at) ? matchAt(units, at, length) : undefined;
      if (match !== undefined) matches.push(match);
      at = match?.end ?? at + 1;
    }
    return matches;
  };
};

/** A look at two units tells of most places that no keyword starts there, whether symbols are inserted or not. */
const mayStartIn = (keywords: SortedKeywords) => {
  const { firstRanks } = keywords;
  const kinds = insertedKinds();
  const { pairs, singles, shift } = createGlanceTable(keywords);
  return (units: Uint16Array, at: number): boolean => {
    const first = units[at] as number; // the array is padded: the place behind a text is in it
    const second = units[at + 1] as number;
    if (pairs[pairSum(first, second) >>> shift] !== 0 || singles?.[first] === 1) return true;
    return kinds[second] !== INSERTED.none && firstRanks[first] !== firstRanks[first + 1];
  };
};

type MatchAt = (units: Uint16Array, start: number, length: number) => KeywordMatch | undefined;

/** The longest keyword that starts at a place, whatever symbols are put into it. */
const matchAtIn = (keywords: SortedKeywords, edges: WordEdges | undefined): MatchAt => {
  const { starts, wordIndexes } = keywords;
  const wordUnit = wordUnits();
  const isLetter = (units: Uint16Array, at: number): boolean => wordUnit[units[at] ?? 0] === 1;
  const { firstStep, nextStep } = stepsIn(keywords, isLetter);
  const isWithin = (units: Uint16Array, outside: number, inside: number): boolean =>
    edges !== undefined && edges.outside[units[outside] ?? 0] === 1 && edges.inside[units[inside] ?? 0] === 1;

  const isKeyword = ({ ranks: { low } }: Step, depth: number): boolean =>
    (starts[low + 1] ?? 0) - (starts[low] ?? 0) === depth;

  return (units, start, length) => {
    if (isWithin(units, start - 1, start)) return undefined;
    let longest: KeywordMatch | undefined;
    const gapCounts: [number, number, number] = [0, 0, 0];
    let last: Step | undefined = firstStep(units, start);
    for (let depth = 1; last !== undefined; depth++) {
      const end = last.at + 1;
      const isOneWord = gapCounts[GAP.parted] === 0 || gapCounts[GAP.closed] === 0;
      if (isOneWord && isKeyword(last, depth) && !isWithin(units, end, last.at))
        longest = { start, end, wordIndex: wordIndexes[last.ranks.low] ?? 0 };
      last = nextStep(units, length, last, depth);
      if (last !== undefined) gapCounts[last.gap]++;
    }
    return longest;
  };
};

/** What is between two characters: nothing between letters, a parting symbol between letters, or what is of no account. */
const GAP = { free: 0, closed: 1, parted: 2 } as const;

/** A character of a keyword in the text. */
interface Step {
  readonly at: number;
  /** The keywords that it and those before it begin. */
  readonly ranks: Ranks;
  /** What is between it and the one before. */
  readonly gap: (typeof GAP)[keyof typeof GAP];
}

type IsLetter = (units: Uint16Array, at: number) => boolean;

const stepsIn = (keywords: SortedKeywords, isLetter: IsLetter) => {
  const withUnit = withUnitIn(keywords);
  const gapAt = gapAtIn(isLetter);
  const all = { low: 0, high: keywords.count };

  const stepTo = (units: Uint16Array, ranks: Ranks, depth: number, { end, kind }: Gap): Step | undefined => {
    const next = withUnit(ranks, depth, units[end] ?? 0);
    return next.low === next.high ? undefined : { at: end, ranks: next, gap: kind };
  };
  const firstStep = (units: Uint16Array, at: number): Step | undefined =>
    stepTo(units, all, 0, { end: at, kind: GAP.free });
  /** A symbol that the keyword itself has is none of the inserted ones. */
  const nextStep = (units: Uint16Array, length: number, last: Step, depth: number): Step | undefined => {
    const end = last.at + 1;
    if (end >= length) return undefined;
    const isClosed = isLetter(units, last.at) && isLetter(units, end);
    const direct = stepTo(units, last.ranks, depth, { end, kind: isClosed ? GAP.closed : GAP.free });
    if (direct !== undefined) return direct;
    const gap = gapAt(units, end, length);
    return gap.end === end || gap.end >= length ? undefined : stepTo(units, last.ranks, depth, gap);
  };
  return { firstStep, nextStep };
};

interface Gap {
  readonly end: number;
  readonly kind: (typeof GAP)[keyof typeof GAP];
}

/** The inserted symbols at a place; none when there are too many. */
const gapAtIn = (isLetter: IsLetter) => {
  const kinds = insertedKinds();
  return (units: Uint16Array, start: number, length: number): Gap => {
    let end = start;
    let isParting = false;
    while (end < length && kinds[units[end] ?? 0] !== INSERTED.none && end - start <= mostInserted)
      isParting = kinds[units[end++] ?? 0] === INSERTED.parting || isParting;
    if (end - start > mostInserted) return { end: start, kind: GAP.free };
    const isParted = isParting && isLetter(units, start - 1) && isLetter(units, end);
    return { end, kind: isParted ? GAP.parted : GAP.free };
  };
};

/** Keywords that are equal up to some depth: those from one rank to before another. */
interface Ranks {
  readonly low: number;
  readonly high: number;
}

/** Those of them that have a unit at that depth. */
const withUnitIn = ({ units, starts }: SortedKeywords) => {
  const firstNotBelow = ({ low, high }: Ranks, depth: number, unit: number): number => {
    let from = low;
    let to = high;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const place = (starts[middle] ?? 0) + depth;
      const isBelow = place >= (starts[middle + 1] ?? 0) || (units[place] ?? 0) < unit;
      if (isBelow) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  return (ranks: Ranks, depth: number, unit: number): Ranks => ({
    low: firstNotBelow(ranks, depth, unit),
    high: firstNotBelow(ranks, depth, unit + 1),
  });
};
