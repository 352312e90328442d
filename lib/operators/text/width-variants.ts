import { codePointsIn, type SymbolTable, symbolTable } from './symbol-table.ts';

/** Every Unicode space (category Zs), as U+0020. Tabs and line ends are no spaces. */
export const spaceVariants = (): SymbolTable =>
  new Map([...codePointsIn(SPACES)].map((code) => [code, ' '] as const));

const SPACES = [
  [0x00a0, 0x00a0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
] as const;

/** Full-width forms as their ordinary ones. Half-width katakana and Hangul are not full-width and stay. */
export const fullWidthForms = (): SymbolTable =>
  new Map([
    ...[...codePointsIn(FULL_WIDTH_ASCII)].map(
      (code) => [code, String.fromCodePoint(code - TO_ASCII)] as const,
    ),
    ...symbolTable([
      ['\u3000', ' '],
      ['｟', '⦅'],
      ['｠', '⦆'],
      ['￠', '¢'],
      ['￡', '£'],
      ['￢', '¬'],
      ['￣', '¯'],
      ['￤', '¦'],
      ['￥', '¥'],
      ['￦', '₩'],
    ]),
  ]);

const FULL_WIDTH_ASCII = [[0xff01, 0xff5e]] as const;
const TO_ASCII = 0xfee0;
