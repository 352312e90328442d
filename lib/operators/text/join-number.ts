import type { SymbolTable } from './symbol-table.ts';

/**
 * The plain form of the number symbol at an index, kept apart from digits beside it with which it would make another
 * number: 10⁵ is 10^5 and not 105, ①② is 1 2, 1½ is 1 1/2.
 */
export const joinNumber = (text: string, index: number, numbers: SymbolTable): string => {
  const code = text.codePointAt(index) ?? 0;
  const plain = numbers.get(code) ?? '';
  const form = formOf(code);
  if (form === 'digit') return plain;
  const after = codeAfter(text, index, code);
  const isBeforeDigit = isDigit(plain.at(-1)) && formOf(after) === 'digit';
  return `${opening(text, index, { plain, form, numbers })}${plain}${isBeforeDigit ? ' ' : ''}`;
};

type NumberForm = 'digit' | 'raised' | 'lowered' | 'whole';

const formOf = (code: number): NumberForm => {
  if (DIGIT.test(String.fromCodePoint(code))) return 'digit';
  if (code === 0xb2 || code === 0xb3 || code === 0xb9 || (code >= 0x2070 && code <= 0x207e)) return 'raised';
  return code >= 0x2080 && code <= 0x208e ? 'lowered' : 'whole';
};

/** Digits that stand in a row to make a number. */
const DIGIT = /[0-9０-９\u{1d7ce}-\u{1d7ff}\u{1fbf0}-\u{1fbf9}]/u;

interface NumberSymbol {
  readonly plain: string;
  readonly form: NumberForm;
  readonly numbers: SymbolTable;
}

const opening = (text: string, index: number, { plain, form, numbers }: NumberSymbol): string => {
  const code = codeBefore(text, index);
  const before = (numbers.get(code) ?? String.fromCodePoint(code)).at(-1) ?? '';
  if (form === 'whole') return isDigit(before) && isDigit(plain[0]) ? ' ' : '';
  if (formOf(code) === form) return '';
  const isAmbiguous = /[0-9)\]）］]/.test(before) || (/^[-+=]/.test(plain) && /\p{L}/u.test(before));
  if (!isAmbiguous) return '';
  return form === 'raised' ? '^' : '_';
};

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && /[0-9]/.test(character);

const codeBefore = (text: string, index: number): number => {
  const unit = text.charCodeAt(index - 1);
  const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff;
  return (isSecondHalf ? text.codePointAt(index - 2) : text.codePointAt(index - 1)) ?? 0;
};

const codeAfter = (text: string, index: number, code: number): number =>
  text.codePointAt(index + (code > 0xffff ? 2 : 1)) ?? 0;
