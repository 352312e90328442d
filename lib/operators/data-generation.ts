import { SluiceError } from '../errors/sluice-error.ts';
import { defineModel } from './define-operator.ts';
import { answerTokensOf } from './generation/build-request.ts';
import { makePairs } from './generation/make-pairs.ts';
import { generationParams, refuseParameter } from './generation/parameters.ts';
import { SCENARIO_FACTS, usualTargets } from './generation/scenario.ts';

export const dataGeneration = defineModel({
  id: 'data-generation',
  version: 1,
  name: { en: 'Data Generation', zh: '数据生成' },
  summary: {
    en: 'Has a model write Q&A pairs: from a text, or of a Q&A pair similar ones, the same in a role, an easier or a harder one.',
    zh: '由模型编写问答对：根据文本生成，或根据已有问答对生成相似的、特定角色的、更容易的或更难的问答对。',
  },
  source: 'Data preparation guide, Data Generation',
  category: 'synthesis',
  granularity: 'document',
  types: ['pretrain', 'single-turn'],
  params: generationParams,
  reasons: {
    made: 'Pairs were made of the record, as many as were asked for.',
    fewer:
      'Pairs were made of the record, but fewer than were asked for: the model gave no more that can be used.',
    empty: 'The record has no text to make pairs of.',
    record_num_reached: 'As many records as were asked for have been made.',
    tokens_used_up: 'The tokens that may be used are used up.',
  },
  examples: [
    {
      title: 'Pairs are made of a text; its own fields stay',
      params: { scenario: 'qa-from-text', model: 'example', target_num: 2 },
      input: { text: '长江全长约6300公里，是亚洲最长的河流。', source: 'geo' },
      output: {
        made: [
          {
            text: '长江全长约6300公里，是亚洲最长的河流。',
            source: 'geo',
            context: '长江有多长？',
            target: '长江全长约6300公里。',
          },
          {
            text: '长江全长约6300公里，是亚洲最长的河流。',
            source: 'geo',
            context: '亚洲最长的河流是哪一条？',
            target: '亚洲最长的河流是长江。',
          },
        ],
      },
    },
    {
      title: 'A pair becomes an easier one; the old one stays beside it',
      params: { scenario: 'easier-qa', model: 'example' },
      type: 'single-turn',
      input: { context: 'What is the derivative of x² sin x?', target: '2x sin x + x² cos x.' },
      output: {
        made: [
          {
            source_context: 'What is the derivative of x² sin x?',
            source_target: '2x sin x + x² cos x.',
            context: 'What is the derivative of x²?',
            target: '2x.',
          },
        ],
      },
    },
  ],
  refuse: refuseParameter,
  typeAfter: (type, { scenario }) => {
    const { from } = SCENARIO_FACTS[scenario];
    if (type === from) return 'single-turn';
    const reason = `${scenario} is made of records of type ${from}, and these are of type ${type}`;
    throw new SluiceError('ModelArts.72020122', {
      operator: 'data-generation',
      parameter: 'scenario',
      reason,
    });
  },
  demand: ({ concurrency, scenario, target_num, record_num, max_tokens_total, hyperparameters, batch }) => ({
    concurrency,
    madeOfOne: target_num ?? usualTargets(scenario),
    recordCount: record_num,
    ...(max_tokens_total === 0 ? {} : { tokenCount: max_tokens_total }),
    answerTokens: answerTokensOf(hyperparameters),
    answerSeconds: 10,
    ...(batch ? { isBatched: true } : {}),
  }),
  createModel: (params, _resources, { chat, chatModels, batches }) => {
    const { model, batch } = params;
    if (chat === undefined) {
      throw new SluiceError('ModelArts.72020124', { model, reason: 'the deployment has no chat model' });
    }
    if (chatModels !== undefined && !chatModels.includes(model)) {
      throw new SluiceError('ModelArts.72020138', { model, supported: chatModels.join(', ') });
    }
    if (batch && batches === undefined) {
      throw new SluiceError('ModelArts.72020124', { model, reason: 'its provider has no batches here' });
    }
    return (records, share) =>
      makePairs({ chat, batches: batch ? batches : undefined, params, share }, records);
  },
});
