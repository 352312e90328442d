import * as z from 'zod';
import { textTypeIds } from '../model/dataset-type.ts';
import { defineOperator, editingTexts } from './define-operator.ts';
import { numberSymbols } from './text/number-symbols.ts';
import { punctuationVariants } from './text/punctuation-variants.ts';
import { type SymbolKind, symbolReplacement } from './text/replace-symbols.ts';
import { fullWidthForms, spaceVariants } from './text/width-variants.ts';

const KINDS = ['whitespace', 'fullWidth', 'punctuation', 'number'] as const;

export const symbolStandardization = defineOperator({
  id: 'symbol-standardization',
  version: 1,
  name: { en: 'Symbol Standardization', zh: '符号标准化' },
  summary: {
    en: 'Replaces variants of symbols by the standard ones: spaces, full-width forms, punctuation marks, numbers that are one symbol.',
    zh: '将各种变体符号统一为标准符号：空格、全角字符、标点、单字符数字。',
  },
  source: 'Data preparation guide, Symbol Standardization',
  category: 'conversion',
  granularity: 'character',
  types: textTypeIds,
  params: z.strictObject({
    kinds: z
      .array(z.enum(KINDS))
      .min(1)
      .default([...KINDS])
      .describe('Kinds of symbols that are standardized'),
  }),
  reasons: {
    whitespace: 'A Unicode space, such as U+00A0 or U+3000, became U+0020.',
    full_width: 'A full-width form became the ordinary one: Ａ is A, ！ is !, ￥ is ¥.',
    punctuation:
      'A variant became the mark: “ is ", — is -, … is ..., ︵ is (, ｡ is 。. Marks without an ASCII twin stay: 。、《》「」·',
    number: 'A number that is one symbol became plain characters: ① is 1, ½ is 1/2, Ⅳ is IV, ㎏ is kg.',
  },
  examples: [
    {
      title: 'Full-width forms and curly quotes',
      input: { text: 'Ｓｌｕｉｃｅ：他说，“价格￥１００”！' },
      output: { text: 'Sluice:他说,"价格¥100"!' },
    },
    {
      title: 'Chinese and Japanese marks without an ASCII twin stay',
      input: { text: '《红楼梦》、「源氏物語」。カラオケ・ｶﾗｵｹ' },
      output: { text: '《红楼梦》、「源氏物語」。カラオケ・ｶﾗｵｹ' },
    },
    {
      title: 'Spaces',
      params: { kinds: ['whitespace'] },
      input: { text: 'a\u00a0b\u2003c\u3000d\te\n' },
      output: { text: 'a b c d\te\n' },
    },
    {
      title: 'Dashes, ellipses and layout forms',
      params: { kinds: ['punctuation'] },
      input: { text: '1995–1999 — well… ︵上︶ ﹝下﹞ ｡' },
      output: { text: '1995-1999 - well... (上) 〔下〕 。' },
    },
    {
      title: 'Numbers stay apart from digits beside them',
      params: { kinds: ['number'] },
      input: { text: '①开机②2次③Ⅳ级 1½杯 H₂O 30㎡ 6×10⁻²³ (a+b)² ㈠ 25℃' },
      output: { text: '1开机2 2次3IV级 1 1/2杯 H2O 30m2 6×10^-23 (a+b)^2 (一) 25℃' },
    },
  ],
  create: ({ kinds }) =>
    editingTexts(
      symbolReplacement(KINDS.filter((kind) => kinds.includes(kind)).map((kind) => SYMBOLS[kind]())),
    ),
});

const SYMBOLS: Readonly<Record<(typeof KINDS)[number], () => SymbolKind>> = {
  whitespace: () => ({ reason: 'whitespace', table: spaceVariants() }),
  fullWidth: () => ({ reason: 'full_width', table: fullWidthForms() }),
  punctuation: () => ({ reason: 'punctuation', table: punctuationVariants() }),
  number: () => ({ reason: 'number', table: numberSymbols(), areNumbers: true }),
};
