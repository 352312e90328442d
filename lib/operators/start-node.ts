import * as z from 'zod';
import { datasetTypeIds } from '../model/dataset-type.ts';
import { defineOperator } from './define-operator.ts';

export const startNode = defineOperator({
  id: 'start-node',
  version: 1,
  name: { en: 'Start Node', zh: '开始节点' },
  summary: {
    en: 'Receives the data set: Alpaca and ShareGPT records become platform records, unless the end node gives them back their own form.',
    zh: '接收数据集：将 Alpaca 和 ShareGPT 记录转换为平台格式，除非结束节点将其恢复为原格式。',
  },
  source: 'Data preparation guide, Start Node',
  category: 'unclassified',
  granularity: 'document',
  types: datasetTypeIds,
  params: z.strictObject({}),
  reasons: { converted: 'The record came in another form than the platform’s.' },
  examples: [
    {
      title: 'An Alpaca record becomes a platform record',
      type: 'single-turn',
      input: { instruction: 'Name a prime number.', input: '', output: 'Two.' },
      output: { context: 'Name a prime number.', target: 'Two.' },
    },
    {
      title: 'A platform record passes as it is',
      type: 'single-turn',
      input: { context: 'Name a prime number.', target: 'Two.' },
      output: { context: 'Name a prime number.', target: 'Two.' },
    },
  ],
  create: () => (record) => {
    record.targetShape = 'platform';
    return record.shape === 'platform' ? undefined : { changed: ['converted'] };
  },
});
