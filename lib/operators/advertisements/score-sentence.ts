import type { KeywordMatch } from '../keywords/keyword-match.ts';
import { createKeywordMatcher, type KeywordMatcher } from '../keywords/keyword-matcher.ts';
import { CLUE_KINDS, CLUES, type Clue, type ClueKind } from './clues.ts';

/** Tells how much of an advertisement a sentence is: 1 is one. */
export interface AdvertisementScorer {
  /** The phrases in a text that say something of it; a sentence without one scores 0. */
  readonly find: KeywordMatcher['find'];
  /** The score of a sentence, from the phrases in it. */
  score(sentence: string, matches: readonly KeywordMatch[]): number;
}

/** `words` are phrases that mark an advertisement on their own, beside those that are built in. */
export const createAdvertisementScorer = (words: readonly string[]): AdvertisementScorer => {
  const own = words.map((phrase): Clue => ({ phrase, kind: 'advertisement', weight: ownWeight }));
  const clues = [...own, ...CLUES];
  const find = createFinder(clues);
  return {
    find,
    score: (sentence, matches) => {
      const weights = { ...noWeights };
      for (const { wordIndex } of matches) {
        const clue = clues[wordIndex];
        if (clue !== undefined && Math.abs(clue.weight) > Math.abs(weights[clue.kind])) {
          weights[clue.kind] = clue.weight;
        }
      }
      return total(weights, sentence);
    },
  };
};

/** Chinese phrases are found anywhere, the others only as whole words. */
const createFinder = (clues: readonly Clue[]): AdvertisementScorer['find'] => {
  const options = { isCaseSensitive: false, foldsForms: true };
  // A phrase of the other kind is left empty, which finds nothing, so that places in the list stay the same.
  const phrases = (isChinese: boolean): readonly string[] =>
    clues.map(({ phrase }) => (HAN.test(phrase) === isChinese ? phrase : ''));
  const chinese = createKeywordMatcher(phrases(true), { ...options, isWholeWord: false });
  const others = createKeywordMatcher(phrases(false), {
    ...options,
    isWholeWord: true,
    hasOpenEdges: true,
  });
  return (text) => {
    const [one, other] = [chinese.find(text), others.find(text)];
    if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one;
    return [...one, ...other].sort((left, right) => left.start - right.start);
  };
};

const HAN = /\p{Script=Han}/u;

/** Enough to outweigh whatever speaks against an advertisement. */
const ownWeight = 10;

const noWeights = Object.fromEntries(CLUE_KINDS.map((kind) => [kind, 0])) as Record<ClueKind, number>; // all kinds are there

const total = (weights: Readonly<Record<ClueKind, number>>, sentence: string): number => {
  let score = 0;
  for (const kind of CLUE_KINDS) score += weights[kind];
  // Without anything that sells, calls or names a way to get in touch, the rest means nothing.
  if (weights.advertisement + weights.call + weights.price + weights.contact === 0) return 0;
  if (ADDRESS.test(sentence)) score += 0.4;
  else if (weights.contact === 0 && NUMBER.test(sentence)) score += weights.price > 0 ? 0.6 : 0.4;
  else if (HANDLE.test(sentence)) score += 0.4;
  if (PRICE_DROP.test(sentence)) score += 0.6;
  if (FOLLOW.test(sentence)) score += 0.4;
  if (/[!！]/.test(sentence)) score += 0.2;
  if (/[?？:：]$/.test(sentence)) score -= 0.3;
  return Math.round(score * 100) / 100;
};

const ADDRESS = /https?:\/\/|www\.|\bt\.me\/|@[a-z]/i;
/** Telephone numbers, numbers of accounts and of short messages. */
const NUMBER =
  /(?<!\d)(?:1[3-9]\d{9}|400[- ]?\d{3,4}[- ]?\d{3,4}|0\d{2,3}-\d{7,8}|1-8\d\d-\d{3}-\d{4}|\d{3}-\d{4}|\d{3}-\d{3}-\d{4}|0\d{3,4} ?\d{3} ?\d{3,4}|\+\d[\d ]{9,14})(?!\d)|\b(?:text|txt|send) \S{1,12} to \d{4,6}\b/i;
/** An account of QQ or WeChat. */
const HANDLE =
  /(?<![A-Za-z])(?:[qQ]{1,2}群?|扣[扣群])[号:：\s加是]{0,4}[1-9]\d{4,11}(?!\d)|(?<![A-Za-z])(?:[vV][xX]|微信号?)[号:：\s是]{0,4}(?=[-\w]{0,20}\d)[A-Za-z\d][-\w]{4,20}/;
/** "关注“某某”公众号", "点赞、收藏" */
const FOLLOW =
  /点赞[、，和加]?(?:收藏|关注|转发|评论)|^.{0,4}关注.{1,20}(?:公众号|视频号|服务号|订阅号|抖音号|头条号|百家号)/;
const PRICE_DROP =
  /原价.{0,12}(?:现价|现在|只要|仅需|仅)|\bwas \$\d+.{0,10}\bnow\b|(?:up to|save) [$£€]?\d+%?|\d+% off|\d折起|满\d+减\d+|全场[\d一二三四五六七八九.]{1,3}折|\bearn (?:up to )?[$£€]\d|首存送\d+%/i;
