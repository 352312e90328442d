import { isJoiner } from './after-emoji.ts';
import { isCloser, isEastAsian, isQuote, ROLE_OF_UNIT } from './character-roles.ts';
import { isWrapped } from './is-wrapped.ts';
import { type Line, linesOf } from './lines-of.ts';
import { mayStandAlone } from './may-stand-alone.ts';
import { sentencesOf } from './sentence-ends.ts';

/** What becomes of a paragraph in which no sentence ends: it may be a title, a name, a line of verse, a short answer. */
export type LoneFragments = 'keep' | 'remove';

/**
 * The text without the fragments at the ends of its paragraphs: what stands behind a paragraph's last sentence and has
 * no end punctuation. Headings, list items, tables, code and formulas stay, and so do paragraphs in one piece.
 */
export const removeTrailingFragments = (text: string, loneFragments: LoneFragments): string => {
  if (!someLineIsOpen(text)) return text;
  let kept = '';
  let from = 0;
  for (const paragraph of openParagraphs(text, linesOf(text))) {
    const fragment = fragmentOf(text, paragraph);
    if (fragment === undefined || (fragment.isLone && loneFragments === 'keep')) continue;
    const line = text.slice(paragraph.at(-1)?.start, fragment.end);
    if (mayStandAlone(text.slice(fragment.start, fragment.end).trim(), line)) continue;
    kept += text.slice(from, fragment.start);
    // A paragraph that goes takes its line with it.
    from = fragment.isLone ? afterLineEnd(text, fragment.end) : fragment.end;
  }
  if (from === 0) return text;
  const rest = text.slice(from);
  return rest === '' ? kept.trimEnd() : kept + rest.replace(/^[ \t]+(?=\r?\n|$)/, '');
};

/** The paragraphs of prose that end without end punctuation, each as its lines. */
function* openParagraphs(text: string, lines: readonly Line[]): Generator<readonly Line[]> {
  const goesOn = createLineJoin(text, lines);
  let paragraph: Line[] = [];
  for (const [index, line] of lines.entries()) {
    const isOpen = line.kind === 'prose' && isOpenAt(text, line.start, line.end);
    if (isOpen) paragraph.push(line);
    if (isOpen && goesOn(index)) continue;
    if (isOpen) yield paragraph;
    paragraph = [];
  }
}

interface Fragment {
  readonly start: number;
  readonly end: number;
  /** No sentence ends in its paragraph. */
  readonly isLone: boolean;
}

/** What stands behind the last sentence of a paragraph; nothing where a sentence ends with the paragraph after all. */
const fragmentOf = (text: string, lines: readonly Line[]): Fragment | undefined => {
  const last = lines.at(-1);
  if (last === undefined || sentencesOf(text, last.start, last.end).at(-1)?.isComplete !== false)
    return undefined;
  for (const line of lines.toReversed()) {
    const ended = sentencesOf(text, line.start, line.end).findLast(({ isComplete }) => isComplete);
    if (ended !== undefined) return { start: ended.end, end: last.end, isLone: false };
  }
  return { start: lines[0]?.start ?? last.start, end: last.end, isLone: true };
};

const afterLineEnd = (text: string, from: number): number => {
  const found = text.indexOf('\n', from);
  return found === -1 ? text.length : found + 1;
};

/** A quick look at the ends of the lines, which nearly all close with end punctuation. */
const someLineIsOpen = (text: string): boolean => {
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf('\n', from);
    const to = found === -1 ? text.length : found;
    if (isOpenAt(text, from, to)) return true;
    from = to + 1;
  }
  return false;
};

const LETTER_OR_NUMBER = /[\p{L}\p{M}\p{N}]/u;
/** They end nothing, though they are no letters. */
const OPEN_PUNCTUATION = new Set(
  [...',，、､-‐–—―(（[［{｛《〈》〉“‘「『【〔%％‰°℃&＆·'].map((one) => one.charCodeAt(0)),
);

/** Whether what [from, to) holds ends without end punctuation. Marks of emphasis and closing brackets do not close it. */
const isOpenAt = (text: string, from: number, to: number): boolean => {
  let at = to - 1;
  while (at >= from && isTransparent(text.charCodeAt(at))) at--;
  if (at < from) return false;
  const unit = text.charCodeAt(at);
  if (ROLE_OF_UNIT[unit] !== 0 || isQuote(unit)) return false;
  if (isLetterUnit(unit) || OPEN_PUNCTUATION.has(unit)) return true;
  // Half of a pair: emoji close a sentence, letters of higher planes do not.
  const character = unit >= 0xdc00 && unit <= 0xdfff ? text.slice(at - 1, at + 1) : text.charAt(at);
  return LETTER_OR_NUMBER.test(character);
};

const isLetterUnit = (unit: number): boolean =>
  (unit >= 0x30 && unit <= 0x39) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x3400 && unit <= 0x9fff);

const isTransparent = (unit: number): boolean =>
  unit === 0x20 ||
  unit === 0x0d ||
  unit === 0x09 ||
  unit === 0x3000 ||
  unit === 0xa0 ||
  unit === 0x2a ||
  unit === 0x5f ||
  isJoiner(unit) ||
  (isCloser(unit) && !isQuote(unit) && unit !== 0x27 && unit !== 0x2019);

/** Tells whether the paragraph of a line goes on in the line behind it. */
const createLineJoin = (text: string, lines: readonly Line[]): ((index: number) => boolean) => {
  let wrapped: boolean | undefined;
  return (index) => {
    const [line, next] = [lines[index], lines[index + 1]];
    if (line === undefined || next === undefined || next.kind === 'blank') return false;
    if (/[,，、]/.test(text.charAt(line.end - 1))) return true;
    if (next.kind !== 'prose') return false;
    if (/[\p{Ll},;:.!?，。、；：！？）)”’]/u.test(text.charAt(next.start))) return true;
    wrapped ??= isWrapped(text, lines);
    const isIndented = isEastAsian(text.charCodeAt(next.start - 1)) || text.charAt(next.start - 1) === ' ';
    return wrapped && !isIndented;
  };
};
