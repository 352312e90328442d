import * as z from 'zod';
import { SluiceError } from '../../errors/sluice-error.ts';
import { textTypeIds } from '../../model/dataset-type.ts';
import {
  JUDGE_PROVIDERS,
  type JudgeOptions,
  type TextJudge,
  type TextJudgement,
  type TextModels,
  type TextRisk,
} from '../../model/text-models.ts';
import type { TextRecord } from '../../model/text-record.ts';
import { askEach } from '../asking/ask-each.ts';
import { demandOfJudge, findJudge } from '../asking/find-judge.ts';
import {
  defineModel,
  type ModelOperator,
  type ModelVerdict,
  type OperatorExample,
} from '../define-operator.ts';
import { coveredLanguage } from './covered-language.ts';
import type { RiskLexicon } from './lexicon.ts';
import { createLexiconJudge } from './lexicon-judge.ts';
import { moderationField, suggestionOf } from './moderation-field.ts';
import { createOwnWordsJudge } from './own-words.ts';

const params = z.strictObject({
  filter: z.boolean().default(false).describe('Whether records that should be blocked are dropped'),
  filter_review: z
    .boolean()
    .default(false)
    .describe('Whether, with `filter`, records that somebody should look at are dropped as well'),
  provider: z
    .enum(['configured', 'lexicon', ...JUDGE_PROVIDERS])
    .default('configured')
    .describe(
      'Who judges: the word lists and rules that come with Sluice (`lexicon`), one of the models of the deployment, or the one that the deployment prefers (`configured`; without one, and for what it cannot judge, the word lists)',
    ),
  words_path: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Address of a UTF-8 list of words of your own, which is used beside whoever judges: a word a line, or several with `&` that must all stand in the text; behind tabs, if wanted, a label and a risk level from 1 (review) to 3',
    ),
});
export type DetectionParams = typeof params;
type Params = z.output<DetectionParams>;

interface TextDetection {
  readonly id: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly summary: { readonly en: string; readonly zh: string };
  readonly section: string;
  readonly risk: TextRisk;
  /** Field that the verdict is written to. */
  readonly field: string;
  /** Label of findings by words of one's own that have none. */
  readonly label: string;
  /** Absent where no list would do: without a model or a list of one's own, such texts are not evaluated. */
  readonly lexicon?: RiskLexicon;
  readonly examples: readonly OperatorExample<z.input<DetectionParams>>[];
}

/** An operator that writes a verdict on one risk beside the texts of a record, and drops what is bad where that is asked. */
export const defineTextDetection = (detection: TextDetection): ModelOperator<DetectionParams> =>
  defineModel({
    id: detection.id,
    version: 1,
    name: detection.name,
    summary: detection.summary,
    source: `Guide, section 4.1.6, ${detection.section}`,
    category: 'labeling',
    granularity: 'document',
    types: textTypeIds.filter((type) => !type.startsWith('multi-turn')),
    params,
    reasons: {
      pass: 'Nothing was found in the texts.',
      review: 'Something was found that somebody should look at.',
      block: 'Something was found that should not be used.',
      not_evaluated:
        'Nobody who is configured can judge such texts: the risk, or their language, is none of theirs.',
    },
    examples: detection.examples,
    resources: ({ words_path: address }) => (address === undefined ? [] : [{ name: 'words', address }]),
    createModel: (given, resources, models) => {
      const judge = createRecordJudge(detection, { given, words: resources.get('words'), models });
      const finish = (record: TextRecord, judgements: readonly TextJudgement[]): ModelVerdict => {
        const suggestion = suggestionOf(judgements);
        if (isUnwanted(suggestion, given)) return { dropped: suggestion };
        record.setField(detection.field, moderationField(suggestion, judgements));
        return { changed: [suggestion] };
      };
      if ('ask' in judge) {
        return askEach(async (record, options) => finish(record, await judge.ask(record.texts, options)));
      }
      return async (records) => records.map((record) => finish(record, judge.find(record.texts)));
    },
    demand: (given, models) => demandOfJudge(judgeOfRisk(given, detection.risk, models)),
  });

const isUnwanted = (suggestion: string, { filter, filter_review: isStrict }: Params): boolean =>
  filter && (suggestion === 'block' || (isStrict && suggestion === 'review'));

interface JudgeSetting {
  readonly given: Params;
  readonly words: string | undefined;
  readonly models: TextModels;
}

/** Finds words at once, or asks a model. */
type RecordJudge =
  | { readonly find: (texts: readonly string[]) => readonly TextJudgement[] }
  | {
      readonly ask: (texts: readonly string[], options: JudgeOptions) => Promise<readonly TextJudgement[]>;
    };

const createRecordJudge = (
  { id, risk, label, lexicon }: TextDetection,
  { given, words, models }: JudgeSetting,
): RecordJudge => {
  const own = words === undefined ? undefined : createOwnWordsJudge(words, { operator: id, label });
  const asked = askedJudge(given, risk, models);
  if (asked === undefined) {
    const judge = wordsJudge(lexicon, own);
    return { find: (texts) => texts.map((text) => judge(text)) };
  }
  const ask = async (texts: readonly string[], options: JudgeOptions): Promise<readonly TextJudgement[]> => {
    const judged = asked.risks.includes(risk)
      ? await asked.judge(risk, texts, options)
      : texts.map(() => 'not_evaluated' as const);
    if (own === undefined) return judged;
    return texts.map((text, index) => joined(own(text), judged[index] ?? 'not_evaluated'));
  };
  return { ask };
};

/** The model that is to judge; none where the word lists are. */
const askedJudge = (given: Params, risk: TextRisk, models: TextModels): TextJudge | undefined => {
  const { provider } = given;
  const judge = judgeOfRisk(given, risk, models);
  if (judge === undefined && provider !== 'configured' && provider !== 'lexicon') {
    throw new SluiceError('ModelArts.72020124', { provider, reason: 'not_configured' });
  }
  return judge;
};

/** A judge that the deployment prefers leaves what is none of its risks to the word lists; one that is named does not. */
const judgeOfRisk = ({ provider }: Params, risk: TextRisk, models: TextModels): TextJudge | undefined => {
  const judge = findJudge(provider, models);
  return provider === 'configured' && judge?.risks.includes(risk) === false ? undefined : judge;
};

const wordsJudge = (
  lexicon: RiskLexicon | undefined,
  own: ((text: string) => TextJudgement) | undefined,
): ((text: string) => TextJudgement) => {
  if (lexicon === undefined) return own ?? (() => 'not_evaluated');
  const find = createLexiconJudge(lexicon);
  return (text) => {
    const found = own === undefined ? find(text) : joined(own(text), find(text));
    if (found.length > 0 || coveredLanguage(text) !== 'other') return found;
    return 'not_evaluated';
  };
};

const joined = (one: TextJudgement, other: TextJudgement): TextJudgement => {
  if (one === 'not_evaluated') return other;
  if (other === 'not_evaluated') return one.length > 0 ? one : other;
  return [...one, ...other];
};
