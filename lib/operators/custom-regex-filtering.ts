import * as z from 'zod';
import { textTypeIds } from '../model/dataset-type.ts';
import { defineOperator, editingTexts, type RecordFunction } from './define-operator.ts';
import { flagsSchema, patternDescription, patternSchema, rulesOf } from './regex/pattern-rules.ts';
import { createPatternSearch, type PatternSearch } from './regex/pattern-search.ts';

const params = z
  .strictObject({
    pattern: patternSchema.or(z.literal('')).default('').describe(patternDescription),
    flags: flagsSchema,
    rules: z
      .array(z.strictObject({ pattern: patternSchema, flags: flagsSchema }))
      .max(100)
      .default([])
      .describe('Several patterns in place of `pattern`; what any of them matches counts'),
    granularity: z
      .enum(['character', 'paragraph'])
      .default('character')
      .describe('What is looked at: each match, or the paragraph (line) that holds one'),
    retain_matching: z
      .boolean()
      .default(false)
      .describe('For paragraphs only: keep those that hold a match and delete the others'),
  })
  .refine(({ granularity, retain_matching: retains }) => granularity === 'paragraph' || !retains, {
    path: ['retain_matching'],
    message: 'only paragraphs that match can be retained: granularity must be paragraph',
  });

/** Deletes what a user's regular expression matches, or paragraphs by it. */
export const customRegexFiltering = defineOperator({
  id: 'custom-regex-filtering',
  version: 1,
  name: { en: 'Custom Regular Expression Filtering', zh: '自定义正则过滤' },
  summary: {
    en: 'Deletes every match of a regular expression, or the paragraphs that hold one, or those that hold none. Patterns that can take exponential time are refused; a record on which one takes longer than a second is set aside.',
    zh: '删除正则表达式的所有匹配，或包含匹配的段落，也可只保留包含匹配的段落。可能耗时指数级的表达式会被拒绝；单条记录超过一秒则放入拒绝记录，不影响其他记录。',
  },
  source: 'Guide, section 4.1.6, Custom Regular Expression Filtering',
  category: 'filtering',
  granularity: 'character',
  types: textTypeIds,
  params,
  reasons: {
    pattern_matched: 'A pattern matched, and the match or its paragraph went.',
    pattern_not_matched: 'No pattern matched a paragraph, where only those that match are retained.',
  },
  examples: [
    {
      title: 'deletes everything from "References" on',
      params: { pattern: 'References[\\s\\S]*' },
      input: {
        text: 'This is the body content. References [1] Author 1, Article 1, Journal 1, 2021.[2] Author 2, Article 2, Journal 2, 2022.',
      },
      output: { text: 'This is the body content. ' },
    },
    {
      title: 'deletes the paragraphs that hold a match',
      params: { pattern: '^第\\d+页', granularity: 'paragraph' },
      input: { text: '正文一\n第12页\n正文二，见第3页' },
      output: { text: '正文一\n正文二，见第3页' },
    },
    {
      title: 'keeps only the paragraphs that hold a match',
      params: { pattern: '\\d', granularity: 'paragraph', retain_matching: true },
      input: { text: 'In 1999\nLong ago\n2001' },
      output: { text: 'In 1999\n2001' },
    },
    {
      title: 'applies several patterns, whatever the case',
      params: { rules: [{ pattern: '\\[edit\\]', flags: 'i' }, { pattern: '\\(\\s*\\)' }] },
      input: { text: 'History[EDIT] of tests ()' },
      output: { text: 'History of tests ' },
    },
  ],
  mayRunAway: () => true,
  create: ({ pattern, flags, rules, granularity, retain_matching: retainsMatching }) => {
    const searches = rulesOf('custom-regex-filtering', { pattern, flags }, rules).map((rule) =>
      createPatternSearch(rule.pattern, rule.flags),
    );
    return granularity === 'character'
      ? deleteMatches(searches)
      : filterParagraphs(searches, retainsMatching);
  },
});

const deleteMatches = (searches: readonly PatternSearch[]): RecordFunction =>
  editingTexts((text, hit) => {
    const left = searches.reduce((before, search) => search.replaceIn(before, ''), text);
    if (left !== text) hit('pattern_matched');
    return left;
  });

const filterParagraphs = (searches: readonly PatternSearch[], retainsMatching: boolean): RecordFunction => {
  // A line end of Windows is none of the paragraph: `$` must match before it.
  const isMatching = (paragraph: string): boolean => {
    const line = paragraph.endsWith('\r') ? paragraph.slice(0, -1) : paragraph;
    return searches.some((search) => search.isIn(line));
  };
  const reason = retainsMatching ? 'pattern_not_matched' : 'pattern_matched';
  return editingTexts((text, hit) => {
    if (text === '') return text;
    const paragraphs = text.split('\n');
    const kept = paragraphs.filter((paragraph) => isMatching(paragraph) === retainsMatching);
    if (kept.length === paragraphs.length) return text;
    hit(reason);
    return kept.join('\n');
  });
};
