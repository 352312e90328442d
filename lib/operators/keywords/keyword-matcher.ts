import { buildTrie, pairHash } from './keyword-trie.ts';

/** Where a keyword stands: [start, end) in UTF-16 code units. */
export interface KeywordMatch {
  readonly start: number;
  readonly end: number;
}

export interface MatcherOptions {
  readonly isCaseSensitive: boolean;
  /** Letters and digits must not adjoin a match. */
  readonly isWholeWord: boolean;
}

export interface KeywordMatcher {
  /** Matches from left to right, the longest at each place, none overlapping another. */
  find(text: string): readonly KeywordMatch[];
}

/**
 * Compiles keywords into a trie whose edges lie in one hash table, behind a bitmap of the first two code units of all
 * keywords: nearly all places of a text are passed over with one look at the bitmap. Memory is about 20 bytes a code
 * unit of the keywords.
 */
export const createKeywordMatcher = (
  keywords: readonly string[],
  options: MatcherOptions,
): KeywordMatcher => {
  const words = [...new Set(keywords)].filter((word) => word.length > 0);
  const fold = foldTable(options);
  const { mayStart, longestFrom } = buildTrie(words, fold, options.isWholeWord ? isWholeWord : () => true);
  // The engine's own search beats any table for a handful of words.
  const mayHoldSome =
    words.length <= fewWords && options.isCaseSensitive
      ? (text: string): boolean => words.some((word) => text.includes(word))
      : (): boolean => true;

  const unitAt = (text: string, at: number): number =>
    at < text.length ? (fold[text.charCodeAt(at)] ?? 0) : 0;

  const findAll = (text: string): readonly KeywordMatch[] => {
    const matches: KeywordMatch[] = [];
    let unit = unitAt(text, 0);
    for (let at = 0; at < text.length; ) {
      const next = unitAt(text, at + 1);
      const hash = pairHash(unit, next);
      const isCandidate = (((mayStart[hash >>> 5] ?? 0) >>> (hash & 31)) & 1) === 1;
      const end = isCandidate ? longestFrom(text, at) : -1;
      if (end !== -1) matches.push({ start: at, end });
      at = end === -1 ? at + 1 : end;
      unit = end === -1 ? next : unitAt(text, at);
    }
    return matches;
  };
  return { find: (text) => (mayHoldSome(text) ? findAll(text) : none) };
};

const none: readonly KeywordMatch[] = [];
const fewWords = 24;

/** What each code unit counts as. Folding is one to one, so that places in the folded text are places in the text. */
const foldTable = ({ isCaseSensitive }: MatcherOptions): Uint16Array =>
  Uint16Array.from({ length: 0x10000 }, (_, unit) => {
    if (isCaseSensitive) return unit;
    const lower = String.fromCharCode(unit).toLowerCase();
    return lower.length === 1 ? lower.charCodeAt(0) : unit;
  });

const isWholeWord = (text: string, start: number, end: number): boolean =>
  !isWordUnit(text, start - 1) && !isWordUnit(text, end);

/** Chinese, Japanese and Korean put no spaces between words: their characters end none. */
const isWordUnit = (text: string, at: number): boolean =>
  /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{M}\p{N}_]/u.test(
    text.charAt(at),
  );
