import type { KeywordMatch } from './keyword-match.ts';
import { createKeywordMatcher } from './keyword-matcher.ts';

/**
 * Finds words of both kinds of script: those of alphabets as whole words, and Chinese ones wherever they stand, for no
 * space tells where those end: `日结` in `日结200元`. Capitals, full-width and traditional characters count as the plain
 * ones. Matches from left to right; of those of one kind none overlap.
 */
export const createMixedMatcher = (words: readonly string[]): Finder => {
  const isChinese = (place: number): boolean => HAN.test(words[place] ?? '');
  const places = [...words.keys()];
  const findChinese = finderOf(words, places.filter(isChinese), false);
  const findAlphabetic = finderOf(
    words,
    places.filter((place) => !isChinese(place)),
    true,
  );
  return (text) => {
    const alphabetic = findAlphabetic(text);
    const chinese = HAN.test(text) ? findChinese(text) : none;
    if (alphabetic.length === 0) return chinese;
    if (chinese.length === 0) return alphabetic;
    return [...alphabetic, ...chinese].sort((one, other) => one.start - other.start);
  };
};

type Finder = (text: string) => readonly KeywordMatch[];

const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;
const none: readonly KeywordMatch[] = [];

const finderOf = (words: readonly string[], places: readonly number[], isWholeWord: boolean): Finder => {
  const matcher = createKeywordMatcher(
    places.map((place) => words[place] ?? ''),
    { isCaseSensitive: false, isWholeWord, hasOpenEdges: true, foldsForms: true },
  );
  return (text) => {
    const matches = matcher.find(text);
    if (matches.length === 0) return none;
    return matches.map(({ start, end, wordIndex }) => ({ start, end, wordIndex: places[wordIndex] ?? 0 }));
  };
};
