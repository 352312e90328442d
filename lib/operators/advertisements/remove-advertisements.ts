import type { KeywordMatch } from '../keywords/keyword-match.ts';
import { type Line, linesOf } from '../sentences/lines-of.ts';
import { type Sentence, sentencesOf } from '../sentences/sentence-ends.ts';
import { removeSpans, type Span } from '../text/remove-spans.ts';
import type { AdvertisementScorer } from './score-sentence.ts';

interface Scored extends Sentence {
  readonly score: number;
}

/**
 * The text without the sentences that score at least `minScore`, and without those beside them in the same paragraph
 * that come near: one advertisement is spread over several sentences. Code and tables stay.
 */
export const removeAdvertisements = (text: string, scorer: AdvertisementScorer, minScore: number): string => {
  const matches = scorer.find(text);
  if (matches.length === 0) return text;
  const spans: Span[] = [];
  let next = 0;
  for (const line of linesOf(text)) {
    const from = next;
    while (next < matches.length && (matches[next]?.start ?? 0) < line.end) next++;
    if (next === from || line.kind === 'code' || line.kind === 'table' || isMarkup(text, line)) continue;
    for (const { start, end } of advertisementsIn(
      scored(text, line, matches.slice(from, next), scorer),
      minScore,
    )) {
      spans.push({ start, end, gap: '' });
    }
  }
  return spans.length === 0 ? text : removeSpans(text, spans);
};

/** "<a href=…>": source text, which nobody is shown. */
const isMarkup = (text: string, { start }: Line): boolean =>
  text.charCodeAt(start) === 0x3c && /[A-Za-z/!]/.test(text.charAt(start + 1));

const scored = (
  text: string,
  line: Line,
  matches: readonly KeywordMatch[],
  scorer: AdvertisementScorer,
): readonly Scored[] => {
  let next = 0;
  return sentencesOf(text, line.start, line.end).map((sentence) => {
    const from = next;
    while (next < matches.length && (matches[next]?.start ?? 0) < sentence.end) next++;
    const meant = matches.slice(from, next).filter((match) => !isQuoted(text, match));
    const score = meant.length === 0 ? 0 : scorer.score(text.slice(sentence.start, sentence.end), meant);
    return { ...sentence, score };
  });
};

/** The name of a button or the wording of another: quotes right around it. */
const isQuoted = (text: string, { start, end }: KeywordMatch): boolean =>
  /["“「『]/.test(text.charAt(start - 1)) && /["”」』]/.test(text.charAt(end));

/** What a neighbour that is an advertisement adds to a sentence that has something of one itself. */
const neighbourBonus = 0.4;
const nearScore = 0.5;

const advertisementsIn = (sentences: readonly Scored[], minScore: number): readonly Scored[] => {
  const isOne = sentences.map(({ score }) => score >= minScore);
  if (!isOne.includes(true)) return [];
  const spread = (index: number, neighbour: number): void => {
    const score = sentences[index]?.score ?? 0;
    if (isOne[neighbour] && score >= nearScore && score + neighbourBonus >= minScore) isOne[index] = true;
  };
  for (let index = 1; index < sentences.length; index++) spread(index, index - 1);
  for (let index = sentences.length - 2; index >= 0; index--) spread(index, index + 1);
  return sentences.filter((_, index) => isOne[index]);
};
