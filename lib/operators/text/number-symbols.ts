import { codePointsIn, type SymbolTable, symbolTable } from './symbol-table.ts';

/**
 * Numbers that are one symbol, as plain characters: circled and bracketed ones, fractions, superscripts and subscripts,
 * Roman numerals, units, hours and days in a square, styled and full-width digits. Digits of other scripts are letters of
 * theirs and stay, and so do symbols that are no numbers: ℃ ™ № ㈱.
 */
export const numberSymbols = (): SymbolTable =>
  new Map([
    ...[...codePointsIn(WITH_COMPATIBILITY_FORM)].map((code) => [code, compatibilityForm(code)] as const),
    ...COUNTED_SYMBOLS.flatMap(({ first, numbers }) =>
      numbers.map((number, index) => [first + index, String(number)] as const),
    ),
    ...symbolTable([
      ['−', '-'],
      ['⁄∕', '/'],
    ]),
  ]);

/** Ranges in which Unicode itself gives the plain form (NFKC). */
const WITH_COMPATIBILITY_FORM = [
  [0xb2, 0xb3],
  [0xb9, 0xb9],
  [0xbc, 0xbe],
  [0x2070, 0x2070],
  [0x2074, 0x207e],
  [0x2080, 0x208e],
  [0x2150, 0x217f],
  [0x2189, 0x2189],
  [0x2460, 0x249b],
  [0x24ea, 0x24ea],
  [0x3220, 0x3229],
  [0x3251, 0x325f],
  [0x3280, 0x3289],
  [0x32b1, 0x32ce],
  [0x3300, 0x337a],
  [0x3380, 0x33ff],
  [0xff10, 0xff19],
  [0x1d7ce, 0x1d7ff],
  [0x1f100, 0x1f10a],
  [0x1fbf0, 0x1fbf9],
] as const;

const compatibilityForm = (code: number): string =>
  String.fromCodePoint(code).normalize('NFKC').replace(/−/g, '-').replace(/[⁄∕]/g, '/');

const ONE_TO_TEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Ranges to which Unicode gives no plain form. */
const COUNTED_SYMBOLS = [
  { first: 0x2776, numbers: ONE_TO_TEN }, // ❶
  { first: 0x2780, numbers: ONE_TO_TEN }, // ➀
  { first: 0x278a, numbers: ONE_TO_TEN }, // ➊
  { first: 0x24eb, numbers: ONE_TO_TEN.map((number) => number + 10) }, // ⓫
  { first: 0x24f5, numbers: ONE_TO_TEN }, // ⓵
  { first: 0x24ff, numbers: [0] }, // ⓿
  { first: 0x3248, numbers: [10, 20, 30, 40, 50, 60, 70, 80] }, // ㉈
] as const;
