import * as z from 'zod';
import { textTypeIds } from '../model/dataset-type.ts';
import type { JsonValue } from '../model/json.ts';
import { defineOperator } from './define-operator.ts';
import { type Assessment, createAssessment } from './quality/assess-text.ts';
import { loadLanguageModel } from './quality/kenlm/load-language-model.ts';
import { loadClassifier } from './quality/language/load-classifier.ts';
import { openModel } from './quality/open-model.ts';
import { TOKEN_KINDS } from './quality/perplexity.ts';
import { requireFields } from './quality/require-fields.ts';
import { RULE_NAMES, RULE_SETS, type RuleName } from './quality/rules/quality-rules.ts';

const id = 'quality-scoring';

const params = z.strictObject({
  rules: z
    .array(z.enum(RULE_SETS))
    .default([...RULE_SETS])
    .describe('Rules that a record is held to'),
  min_score: z
    .number()
    .min(0)
    .max(1)
    .default(0.7)
    .describe('Lowest score kept: the share of the rules that the record keeps; 1 drops what breaks any'),
  bounds: z
    .partialRecord(z.enum(RULE_NAMES), z.number().min(0))
    .default({})
    .describe('Bounds of your own for single rules, in place of those for the language'),
  languages: z
    .array(z.string().min(2).max(3))
    .default([])
    .describe('Languages kept, by their ISO 639 codes, such as zh and en; empty: all'),
  min_language_score: z
    .number()
    .min(0)
    .max(1)
    .default(0.65)
    .describe('How sure the language must be, where `languages` names some'),
  language_model_path: z
    .string()
    .optional()
    .describe(
      'Address of a fastText classifier of languages, such as lid.176.ftz; without one, the language is guessed by script and function words',
    ),
  perplexity_model_path: z
    .string()
    .optional()
    .describe('Address of a binary KenLM model, of at most 400 MB, by which perplexity is measured'),
  perplexity_tokens: z
    .enum(TOKEN_KINDS)
    .default('auto')
    .describe(
      'Words that the model knows: words, Han characters and punctuation marks one by one (auto), what stands between spaces, or the words that Unicode segmentation finds',
    ),
  max_perplexity: z.number().min(1).nullable().default(null).describe('Highest perplexity kept; null: any'),
  keep_statistics: z
    .boolean()
    .default(false)
    .describe('Whether a kept record gets the fields `quality_score` and `quality_statistics`'),
});
type Params = z.output<typeof params>;

const prose =
  'The harbour was built in the twelfth century and has been widened twice since then. Most of the ships that come in today carry grain, timber and cars. A museum near the old customs house tells the story of the town. It is open every day of the week. Visitors can walk along the sea wall to the lighthouse.';

/** Drops records of low quality, by published rules, language and perplexity. */
export const qualityScoring = defineOperator({
  id,
  version: 1,
  name: { en: 'Quality score-based filtering', zh: '质量评分过滤' },
  summary: {
    en: 'Scores a record, all its texts together, by the rules of Gopher, C4 and FineWeb in the form for its language: the score is the number of rules kept, divided by the number of rules that there are for it, from 0 to 1. Drops what scores too low, and on demand what is in another language or has too high a perplexity.',
    zh: '按 Gopher、C4 和 FineWeb 的规则（按语言取阈值）为记录（所有文本合并）打分：得分 = 满足的规则数 ÷ 适用的规则数，取值 0 到 1。删除得分过低的记录；可按语言和困惑度进一步过滤。',
  },
  source:
    'Guide, section 4.1.3, templates 2 and 4; rules: Gopher (Rae et al. 2021, A1.1), C4 (Raffel et al. 2020), FineWeb (Penedo et al. 2024), for Chinese FineWeb2 (Penedo et al. 2025); perplexity: CCNet (Wenzek et al. 2020)',
  category: 'filtering',
  granularity: 'document',
  types: textTypeIds,
  params,
  reasons: {
    low_score: 'The record keeps too few of the rules.',
    language: 'The record is in none of the languages, or not surely enough.',
    perplexity: 'The record is too improbable to the language model.',
    statistics_kept: 'The score and the statistics were written to the record.',
  },
  examples: [
    { title: 'Ordinary prose stays', input: { text: prose }, output: { text: prose } },
    {
      title: 'What is left of a page without its text goes',
      input: { text: 'Home\nAbout\nContact\nLogin\nHome\nAbout' },
      output: { dropped: 'low_score' },
    },
    {
      title: 'A short answer breaks few of the rules',
      type: 'single-turn',
      input: { context: '法国的首都是哪里？', target: '法国的首都是巴黎。' },
      output: { context: '法国的首都是哪里？', target: '法国的首都是巴黎。' },
    },
    {
      title: 'Only some languages',
      params: { languages: ['zh'], min_score: 0 },
      input: { text: prose },
      output: { dropped: 'language' },
    },
  ],
  resources: ({ language_model_path: language, perplexity_model_path: perplexity }) => [
    ...(language === undefined ? [] : [{ name: 'language', address: language, kind: 'binary' as const }]),
    ...(perplexity === undefined
      ? []
      : [{ name: 'perplexity', address: perplexity, kind: 'binary' as const }]),
  ],
  writesFields: ({ keep_statistics: isKept }) => (isKept ? 'keep_statistics' : undefined),
  create: (given, resources) => {
    const assess = createAssessment({
      rules: given.rules,
      bounds: given.bounds,
      classifier: openModel(resources.get('language'), given.language_model_path, loadClassifier),
      model: openModel(resources.get('perplexity'), given.perplexity_model_path, loadLanguageModel),
      tokens: given.perplexity_tokens,
    });
    const kept = { changed: ['statistics_kept'] };
    return (record) => {
      const assessment = assess(record.texts);
      if (assessment === undefined) return undefined;
      const dropped = reasonAgainst(assessment, given);
      if (dropped !== undefined) return { dropped };
      if (!given.keep_statistics) return undefined;
      requireFields(record, { operator: id, parameter: 'keep_statistics' });
      record.setField('quality_score', rounded(assessment.score));
      record.setField('quality_statistics', fieldOf(assessment));
      return kept;
    };
  },
});

const reasonAgainst = (
  { score, language, languageScore, perplexity }: Assessment,
  { min_score: minScore, languages, min_language_score: minLanguageScore, max_perplexity: max }: Params,
): string | undefined => {
  const isWanted =
    languages.length === 0 || (languages.includes(language) && languageScore >= minLanguageScore);
  if (!isWanted) return 'language';
  if (score < minScore) return 'low_score';
  return perplexity !== undefined && max !== null && perplexity > max ? 'perplexity' : undefined;
};

const fieldOf = ({ language, languageScore, perplexity, broken, statistics }: Assessment): JsonValue => ({
  language,
  language_score: rounded(languageScore),
  ...(perplexity === undefined
    ? {}
    : { perplexity: Number.isFinite(perplexity) ? rounded(perplexity) : null }),
  broken_rules: broken.map((rule: RuleName): JsonValue => rule),
  ...Object.fromEntries(Object.entries(statistics).map(([name, value]) => [name, rounded(value)])),
});

const rounded = (value: number): number => Number(value.toFixed(4));
