import * as z from 'zod';
import { SluiceError } from '../errors/sluice-error.ts';
import {
  JUDGE_PROVIDERS,
  type JudgeOptions,
  type TextClassification,
  type TextModels,
} from '../model/text-models.ts';
import type { TextRecord } from '../model/text-record.ts';
import { askEach } from './asking/ask-each.ts';
import { findJudge } from './asking/find-judge.ts';
import { createTopicClassifier } from './classification/topic-classifier.ts';
import { chineseTopics, englishTopics, TOPICS } from './classification/topic-words.ts';
import { defineModel, type ModelVerdict } from './define-operator.ts';

const params = z.strictObject({
  language: z.enum(['zh', 'en']).default('zh').describe('Language of the texts'),
  labels: z
    .array(z.string().trim().min(1).max(64))
    .min(2)
    .max(100)
    .default([...TOPICS])
    .describe('Classes to choose from; only a chat model can tell others than the usual ones'),
  provider: z
    .enum(['configured', 'lexicon', ...JUDGE_PROVIDERS])
    .default('configured')
    .describe(
      'Who tells: the words of each class that come with Sluice (`lexicon`), one of the models of the deployment, or the one that the deployment prefers (`configured`; without one that can, the words)',
    ),
});
type Params = z.output<typeof params>;

/** Writes beside a pre-training text what it is about. */
export const pretrainedTextClassification = defineModel({
  id: 'pretrained-text-classification',
  version: 1,
  name: { en: 'Pre-trained Text Classification', zh: '预训练文本分类' },
  summary: {
    en: `Writes \`pre_classification\` beside a text: what it is about, one of ${TOPICS.join(', ')}, or \`not_evaluated\` where no class leads. By default the words of each class decide; a chat model can tell instead, and can be given other classes.`,
    zh: `在文本旁写入 \`pre_classification\`：文本的类别，取值为 ${TOPICS.join('、')}；没有明显类别时为 \`not_evaluated\`。默认按各类别的关键词判断；也可改由对话模型判断，并可自定义类别。`,
  },
  source: 'Guide, section 4.1.6, Pre-trained Text Classification',
  category: 'labeling',
  granularity: 'document',
  types: ['pretrain'],
  params,
  reasons: {
    classified: 'A class was written beside the text.',
    not_evaluated: 'No class leads, or nobody who is configured can tell.',
  },
  examples: [
    {
      title: 'a report of the bond market',
      params: { language: 'en' },
      input: {
        text: "The People's Bank of China released the financial market report. In January, the bond market issued bonds worth CNY5,102.75 billion, of which government bonds were CNY1,018.5 billion.",
      },
      output: {
        text: "The People's Bank of China released the financial market report. In January, the bond market issued bonds worth CNY5,102.75 billion, of which government bonds were CNY1,018.5 billion.",
        pre_classification: 'Economy',
      },
    },
    {
      title: 'Chinese is the default',
      input: { text: '医生建议高血压患者按时服药，定期到医院检查血压。' },
      output: { text: '医生建议高血压患者按时服药，定期到医院检查血压。', pre_classification: 'Health' },
    },
    {
      title: 'a text of no class',
      input: { text: '今天下雨了，我没带伞。' },
      output: { text: '今天下雨了，我没带伞。', pre_classification: 'not_evaluated' },
    },
  ],
  createModel: (given, _resources, models) => {
    const classify = createClassifier(given, models);
    const finish = (record: TextRecord, found: TextClassification): ModelVerdict => {
      record.setField('pre_classification', found === 'not_evaluated' ? found : found.label);
      return { changed: [found === 'not_evaluated' ? found : 'classified'] };
    };
    const textOf = ({ texts }: TextRecord): string => texts.join('\n');
    if ('ask' in classify) {
      return askEach(async (record, options) => finish(record, await classify.ask(textOf(record), options)));
    }
    return async (records) => records.map((record) => finish(record, classify.find(textOf(record))));
  },
  demand: ({ provider }, models) => {
    const { pace, classify } = findJudge(provider, models) ?? {};
    if (pace === undefined || classify === undefined) return undefined;
    // Only the beginning of a text is asked about: one request, however long it is.
    const { concurrency, answerSeconds } = pace;
    return { concurrency, answerSeconds, madeOfOne: 1 };
  },
});

const usual: ReadonlySet<string> = new Set(TOPICS);

/** Finds words at once, or asks a model. */
type Classifier =
  | { readonly find: (text: string) => TextClassification }
  | { readonly ask: (text: string, options: JudgeOptions) => Promise<TextClassification> };

const createClassifier = (given: Params, models: TextModels): Classifier => {
  const { language, provider, labels } = given;
  const judge = findJudge(provider, models);
  if (judge?.classify !== undefined) {
    const classify = judge.classify.bind(judge);
    return {
      ask: async (text, options) =>
        (await classify({ texts: [text], labels }, options))[0] ?? 'not_evaluated',
    };
  }
  const isUsual = labels.length === TOPICS.length && labels.every((label) => usual.has(label));
  const needsModel = !isUsual || (provider !== 'configured' && provider !== 'lexicon');
  if (needsModel) {
    const reason = 'no chat model is configured that tells the class of a text';
    throw new SluiceError('ModelArts.72020124', { provider, reason });
  }
  return { find: createTopicClassifier(language === 'zh' ? chineseTopics : englishTopics) };
};
