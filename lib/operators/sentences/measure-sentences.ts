import { charactersPerWord } from '../repetition/repetition-statistics.ts';
import { tokenize } from '../repetition/tokenize.ts';
import { isCloser, isSpace, ROLE_OF_UNIT } from './character-roles.ts';
import { type Line, linesOf } from './lines-of.ts';
import { sentencesOf, skipSpaces, trimEnd } from './sentence-ends.ts';

/** How many sentences a text has, and how long they are all together. */
export interface Measure {
  readonly count: number;
  readonly length: number;
}

/** What a text is cut into: sentences, or the clauses that commas, colons and semicolons part as well. */
export const PIECES = ['sentences', 'clauses'] as const;

interface Measuring {
  readonly unit: 'characters' | 'words';
  readonly pieces: (typeof PIECES)[number];
}

/** Measures the sentences of a text, without their end marks; code, tables and what holds no letter are none. */
export const measureSentences = (text: string, { unit, pieces }: Measuring): Measure => {
  let count = 0;
  let length = 0;
  const measure = (from: number, to: number): void => {
    const measured = unit === 'characters' ? codePoints(text, from, to) : wordsOf(text.slice(from, to));
    if (measured === 0) return;
    count++;
    length += measured;
  };
  for (const line of linesOf(text)) {
    if (line.kind === 'blank' || line.kind === 'code' || line.kind === 'table') continue;
    for (const sentence of sentencesOf(text, startOf(text, line), line.end)) {
      const end = withoutMarks(text, sentence.start, sentence.end);
      if (pieces === 'sentences') measure(sentence.start, end);
      else for (const clause of clausesOf(text, sentence.start, end)) measure(clause.start, clause.end);
    }
  }
  return { count, length };
};

function* clausesOf(
  text: string,
  from: number,
  to: number,
): Generator<{ readonly start: number; readonly end: number }> {
  let start = skipSpaces(text, from, to);
  for (let at = start; at <= to; at++) {
    if (at < to && !isClauseMark(text, at)) continue;
    const end = trimEnd(text, start, at);
    if (end > start) yield { start, end };
    start = skipSpaces(text, at + 1, to);
    at = Math.max(at, start - 1);
  }
}

/** ，、；： and — anywhere, their ASCII forms before a space. */
const isClauseMark = (text: string, at: number): boolean => {
  const character = text.charAt(at);
  return '，、；：—'.includes(character) || (',;:'.includes(character) && isSpace(text.charCodeAt(at + 1)));
};

/** Where a line's words start: behind the mark of a heading or list item. */
const startOf = (text: string, { start, end, kind }: Line): number => {
  if (kind !== 'heading' && kind !== 'list') return start;
  const mark = /^(?:#+|[(（]?[\dA-Za-z一二三四五六七八九十百零〇]{1,4}[.．)）、:：]|.)\s*/u.exec(
    text.slice(start, Math.min(end, start + 16)),
  );
  return start + (mark?.[0].length ?? 0);
};

const withoutMarks = (text: string, from: number, to: number): number => {
  let at = to;
  while (at > from && isMark(text.charCodeAt(at - 1))) at--;
  return at;
};

const isMark = (unit: number): boolean => ROLE_OF_UNIT[unit] !== 0 || isCloser(unit) || isSpace(unit);

const codePoints = (text: string, from: number, to: number): number => {
  let count = to - from;
  for (let at = from; at < to - 1; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      count--;
      at++;
    }
  }
  return count;
};

const wordsOf = (text: string): number => {
  const { wordCount, characterCount } = tokenize(text);
  return wordCount + characterCount / charactersPerWord;
};
