import * as z from 'zod';
import { SluiceError } from '../errors/sluice-error.ts';
import { textTypeIds } from '../model/dataset-type.ts';
import { defineOperator, editingTexts } from './define-operator.ts';
import { flagsSchema, patternDescription, patternSchema, rulesOf } from './regex/pattern-rules.ts';
import { createPatternSearch } from './regex/pattern-search.ts';

const replacementSchema = z
  .string()
  .max(1000)
  .default('')
  .describe('What takes the place of each match; `$1` and `$<name>` stand for groups, `$&` for the match');

const params = z.strictObject({
  pattern: patternSchema.or(z.literal('')).default('').describe(patternDescription),
  replacement: replacementSchema,
  flags: flagsSchema,
  rules: z
    .array(z.strictObject({ pattern: patternSchema, replacement: replacementSchema, flags: flagsSchema }))
    .max(100)
    .default([])
    .describe('Several rules in place of `pattern`, each applied to what the one before has left'),
});

/** Replaces what a user's regular expression matches. */
export const customRegexReplacement = defineOperator({
  id: 'custom-regex-replacement',
  version: 1,
  name: { en: 'Custom Regular Expression Replacement', zh: '自定义正则替换' },
  summary: {
    en: 'Replaces every match of a regular expression. Patterns that can take exponential time are refused; a record on which one takes longer than a second is set aside.',
    zh: '用指定内容替换正则表达式的所有匹配。可能耗时指数级的表达式会被拒绝；单条记录超过一秒则放入拒绝记录，不影响其他记录。',
  },
  source: 'Guide, section 4.1.6, Custom Regular Expression Replacement',
  category: 'conversion',
  granularity: 'character',
  types: textTypeIds,
  params,
  reasons: { pattern_matched: 'The pattern matched.' },
  examples: [
    {
      title: 'replaces each match',
      params: { pattern: 'aeiou', replacement: '11111' },
      input: { text: 'This is the main content aeiou in the test aeiou. ' },
      output: { text: 'This is the main content 11111 in the test 11111. ' },
    },
    {
      title: 'keeps groups',
      params: { pattern: '(\\d+)元', replacement: '¥$1' },
      input: { text: '共25元' },
      output: { text: '共¥25' },
    },
    {
      title: 'removes what matches when no replacement is given',
      params: { pattern: '\\[\\d+\\]' },
      input: { text: 'As shown[1] before[2].' },
      output: { text: 'As shown before.' },
    },
    {
      title: 'removes what comes before a heading, as far as ten thousand characters',
      params: { pattern: '[\\s\\S]{0,10000}0 Introduction' },
      input: { text: 'Journal of Tests\nAbstract\n0 Introduction\nTests are old.' },
      output: { text: '\nTests are old.' },
    },
    {
      title: 'applies several rules in order',
      params: {
        rules: [
          { pattern: 'https?://\\S+', replacement: '<link>', flags: 'i' },
          { pattern: '(<link>\\s*)+', replacement: '<links> ' },
        ],
      },
      input: { text: 'See HTTP://a.example http://b.example now' },
      output: { text: 'See <links> now' },
    },
  ],
  mayRunAway: () => true,
  create: ({ pattern, replacement, flags, rules }) => {
    const given = rulesOf('custom-regex-replacement', { pattern, replacement, flags }, rules);
    const replacements = given.map((rule) => replacementOf(rule));
    return editingTexts((text, hit) => {
      const replaced = replacements.reduce((before, replace) => replace(before), text);
      if (replaced !== text) hit('pattern_matched');
      return replaced;
    });
  },
});

interface Rule {
  readonly pattern: string;
  readonly replacement: string;
  readonly flags: string;
}

const replacementOf = ({ pattern, replacement, flags }: Rule): ((text: string) => string) => {
  const search = createPatternSearch(pattern, flags);
  const template = withoutSurroundings(replacement);
  return (text) => {
    try {
      return search.replaceIn(text, template);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new SluiceError('ModelArts.72020057', { pattern, reason: 'the result is too long' }, { cause });
    }
  };
};

/** Takes `` $` `` and `$'` literally: with the text around each match in its place, a text would grow as its square. */
const withoutSurroundings = (replacement: string): string =>
  replacement.replace(/\$\$|\$(?=[`'])/g, () => '$$');
