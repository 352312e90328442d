import { codePointsIn, type SymbolTable, symbolTable } from './symbol-table.ts';

/**
 * Variants of punctuation marks, as the mark: typographic variants of an ASCII mark as that, forms for one layout (vertical,
 * small, half-width) as the plain one. Marks without an ASCII twin are no variants and stay: 。、《》「」【】·
 */
export const punctuationVariants = (): SymbolTable =>
  new Map([
    ...TYPOGRAPHIC,
    ...[...codePointsIn(LAYOUT_FORMS)].map((code) => [code, plainForm(code)] as const),
    ...CJK,
  ]);

const TYPOGRAPHIC = symbolTable([
  ['“”„‟〝〞〟❝❞', '"'],
  ['‘’‚‛´❛❜', "'"],
  ['‐‑‒–—―', '-'],
  ['⸺', '--'],
  ['⸻', '---'],
  ['…⋯', '...'],
  ['‥', '..'],
  ['․', '.'],
  ['∶', ':'],
  ['〜⁓', '~'],
  ['‼', '!!'],
  ['⁇', '??'],
  ['⁈', '?!'],
  ['⁉', '!?'],
]);

const CJK = symbolTable([
  // By name two dots above each other, but East Asian texts write it for the colon.
  ['︰', ':'],
  ['｡', '。'],
  ['､', '、'],
  ['｢', '「'],
  ['｣', '」'],
  ['･', '・'],
  ['‧', '·'],
  ['\u2329', '\u3008'],
  ['\u232a', '\u3009'],
]);

const LAYOUT_FORMS = [
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe44],
  [0xfe47, 0xfe48],
  [0xfe4d, 0xfe52],
  [0xfe54, 0xfe66],
  [0xfe68, 0xfe6b],
] as const;

const plainForm = (code: number): string => {
  const [...marks] = String.fromCodePoint(code).normalize('NFKC');
  return marks.map((mark) => TYPOGRAPHIC.get(mark.codePointAt(0) ?? 0) ?? mark).join('');
};
