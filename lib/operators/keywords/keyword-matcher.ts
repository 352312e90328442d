import { exactSearch } from './exact-search.ts';
import { foldTable } from './fold-table.ts';
import { insertedSearch } from './inserted-search.ts';
import type { KeywordMatch } from './keyword-match.ts';
import { sortKeywords } from './sorted-keywords.ts';
import { wordEdges } from './word-units.ts';

export interface MatcherOptions {
  readonly isCaseSensitive: boolean;
  /** Letters and digits must not adjoin a match. */
  readonly isWholeWord: boolean;
  /** Of whole words: an edge that is no letter or digit may be adjoined, as that of 冰毒 in `买冰毒hi`. Default: no. */
  readonly hasOpenEdges?: boolean;
  /** Full-width characters count as ordinary ones, traditional Chinese ones as simplified. Default: no. */
  readonly foldsForms?: boolean;
  /** Symbols between the characters of a keyword are passed over, as in `s.e.x`. Default: no. */
  readonly skipsInserted?: boolean;
}

export interface KeywordMatcher {
  /** Matches from left to right, the longest at each place, none overlapping another. */
  find(text: string): readonly KeywordMatch[];
}

/**
 * Prepares the search for keywords, however many: they lie sorted in one array, behind tables of the first units of all
 * of them. Nearly all places of a text are passed over with one look at a table; at the others a binary search and the
 * links from each keyword to the one that it begins with find the longest. Memory is two bytes a code unit of the
 * keywords, and some fifty a keyword.
 */
export const createKeywordMatcher = (
  keywords: readonly string[],
  {
    isCaseSensitive,
    isWholeWord,
    hasOpenEdges = false,
    foldsForms = false,
    skipsInserted = false,
  }: MatcherOptions,
): KeywordMatcher => {
  const isFolding = !isCaseSensitive || foldsForms;
  const fold = foldTable({ foldsCase: !isCaseSensitive, foldsForms });
  const sorted = sortKeywords(keywords, fold);
  const edges = isWholeWord ? wordEdges(hasOpenEdges) : undefined;
  if (skipsInserted) return { find: insertedSearch(sorted, fold, edges) };
  const find = exactSearch(sorted, { fold, isFolding, edges });
  if (isFolding || sorted.count > fewWords) return { find };
  // The engine's own search beats any table for a handful of words.
  const words = keywords.filter((word) => word !== '');
  return { find: (text) => (words.some((word) => text.includes(word)) ? find(text) : none) };
};

const none: readonly KeywordMatch[] = [];
const fewWords = 24;
