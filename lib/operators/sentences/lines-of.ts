import { isDigit, isSpace } from './character-roles.ts';
import { skipSpaces, trimEnd } from './sentence-ends.ts';

/** What a line of a text holds. Only prose is written in sentences; the rest is to be left alone by what edits them. */
export type LineKind = 'blank' | 'prose' | 'heading' | 'list' | 'table' | 'code';

/** A line of a text, [start, end) in code units, without its line end and the spaces around it. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly kind: LineKind;
}

/** The lines of a text, by what they hold; a line end ends a paragraph. */
export const linesOf = (text: string): readonly Line[] => {
  const lines: Line[] = [];
  const fences = mayHoldFences(text) ? createFences(text) : undefined;
  const mayHoldRows = text.includes('|') || text.includes('\t');
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf('\n', from);
    const to = found === -1 ? text.length : found;
    const start = skipSpaces(text, from, to);
    const end = trimEnd(text, start, to);
    const isFenced = fences?.isCode(start, end) ?? false;
    lines.push({ start, end, kind: isFenced ? 'code' : kindOfLine(text, { start, end }, mayHoldRows) });
    from = to + 1;
  }
  return lines;
};

const mayHoldFences = (text: string): boolean =>
  text.includes('```') || text.includes('~~~') || text.includes('$$') || text.includes('\\begin{');

/** Follows blocks of code (``` or ~~~), and of formulas ($$ or \begin), from line to line. */
const createFences = (text: string) => {
  let closing = '';
  return {
    isCode: (start: number, end: number): boolean => {
      if (closing !== '') {
        // A formula may close behind its last term.
        const isClosed =
          closing === '`' || closing === '~'
            ? text.startsWith(closing.repeat(3), start)
            : text.slice(start, end).includes(closing);
        if (isClosed) closing = '';
        return true;
      }
      closing = opensWith(text, start, end);
      return closing !== '' || text.startsWith('$$', start) || text.startsWith('\\begin{', start);
    },
  };
};

/** What closes the block that a line opens; empty when it opens none, or closes it again. */
const opensWith = (text: string, start: number, end: number): string => {
  if (text.startsWith('```', start)) return text.slice(start + 3, end).includes('```') ? '' : '`';
  if (text.startsWith('~~~', start)) return '~';
  if (text.startsWith('$$', start)) return text.slice(start + 2, end).includes('$$') ? '' : '$$';
  if (!text.startsWith('\\begin{', start)) return '';
  return text.slice(start, end).includes('\\end{') ? '' : '\\end{';
};

const kindOfLine = (text: string, { start, end }: Omit<Line, 'kind'>, mayBeRow: boolean): LineKind => {
  if (start === end) return 'blank';
  const first = text.charCodeAt(start);
  if (first === 0x7c) return 'table';
  if (isHeading(text, first, start)) return 'heading';
  if (isListItem(text, first, start)) return 'list';
  return mayBeRow && isRow(text.slice(start, end)) ? 'table' : 'prose';
};

/** "# Title" */
const isHeading = (text: string, first: number, start: number): boolean => {
  if (first !== 0x23) return false;
  let at = start;
  while (text.charCodeAt(at) === 0x23 && at - start < 7) at++;
  return isSpace(text.charCodeAt(at));
};

const BULLETS = new Set('-*+•·●○▪◦■□◆◇►▶➢✓✔–—※'.split('').map((character) => character.charCodeAt(0)));

/** "- item", "•item", "1. item", "2) item", "(3) item", "四、", "⑤", "a) item", "[1] reference" */
const isListItem = (text: string, first: number, start: number): boolean => {
  if (BULLETS.has(first)) return first > 0x7f ? first !== 0x2014 : isSpace(text.charCodeAt(start + 1));
  if (first >= 0x2460 && first <= 0x24ff) return true;
  if (first === 0x28 || first === 0xff08) return isNumberMark(text, start + 1, isBracketEnd);
  if (first === 0x5b)
    return isDigit(text.charCodeAt(start + 1)) && isNumberMark(text, start + 1, isSquareEnd);
  return isNumberMark(text, start, isMarkEnd);
};

const isBracketEnd = (unit: number): boolean => unit === 0x29 || unit === 0xff09;

const isSquareEnd = (unit: number): boolean => unit === 0x5d;

const isMarkEnd = (unit: number, next: number): boolean => {
  if (isBracketEnd(unit) || unit === 0x3001) return true;
  return (unit === 0x2e || unit === 0xff0e || unit === 0x3a || unit === 0xff1a) && !isDigit(next);
};

const ORDINALS = new Set([...'一二三四五六七八九十百零〇'].map((character) => character.charCodeAt(0)));

/** A short number or a single letter, with what ends the mark of a list item behind it. */
const isNumberMark = (
  text: string,
  start: number,
  isEnd: (unit: number, next: number) => boolean,
): boolean => {
  let at = start;
  while (at - start < 3 && isDigit(text.charCodeAt(at))) at++;
  if (at === start) while (at - start < 4 && ORDINALS.has(text.charCodeAt(at))) at++;
  const isLetter = at === start && /[A-Za-z]/.test(text.charAt(at));
  if (isLetter) at++;
  if (at === start) return false;
  // "A: hello" is a dialogue.
  if (isLetter && /[:：]/.test(text.charAt(at))) return false;
  return isEnd(text.charCodeAt(at), text.charCodeAt(at + 1));
};

/** Cells between bars or tabs, two or more of them. */
const isRow = (line: string): boolean => isParted(line, '|') || isParted(line, '\t');

const isParted = (line: string, separator: string): boolean => {
  const first = line.indexOf(separator);
  return first !== -1 && line.indexOf(separator, first + 1) !== -1;
};
