import { describe, expect, it } from 'vitest';
import { createModelShare } from '../../lib/engine/create-model-share.ts';
import { SluiceError } from '../../lib/errors/sluice-error.ts';
import { createTextRecord } from '../../lib/formats/text-record.ts';
import type { ShareLimits } from '../../lib/model/model-share.ts';
import type { TextJudge, TextModels } from '../../lib/model/text-models.ts';
import { abusiveTextDetection } from '../../lib/operators/abusive-text-detection.ts';
import type { BatchFunction } from '../../lib/operators/define-operator.ts';
import { pretrainedTextClassification } from '../../lib/operators/pretrained-text-classification.ts';

type Judging = (text: string, options: NonNullable<Parameters<TextJudge['judge']>[2]>) => Promise<void>;

/** A judge that finds all texts harmless, unless `judging` throws. */
const modelsThat = (judging: Judging): TextModels => ({
  preferredJudge: 'openai',
  judges: {
    openai: {
      risks: ['abuse'],
      judge: async (_, texts, options = {}) => {
        for (const text of texts) await judging(text, options);
        return texts.map(() => []);
      },
      classify: async ({ texts }, options = {}) => {
        for (const text of texts) await judging(text, options);
        return texts.map(() => ({ label: 'Law', confidence: 1 }));
      },
    },
  },
});

type Asking = (models: TextModels) => BatchFunction;

const operators: readonly (readonly [string, Asking])[] = [
  [
    'a detection',
    (models) => abusiveTextDetection.createModel(abusiveTextDetection.params.parse({}), new Map(), models),
  ],
  [
    'the classification',
    (models) => {
      const params = pretrainedTextClassification.params.parse({});
      return pretrainedTextClassification.createModel(params, new Map(), models);
    },
  ],
];

/** What becomes of records with these texts: what was said of each, or the code that it was rejected with. */
const ask = async (
  operator: Asking,
  texts: readonly string[],
  { judging, limits = {} }: { readonly judging: Judging; readonly limits?: ShareLimits },
): Promise<readonly string[]> => {
  const run = operator(modelsThat(judging));
  const records = texts.map((text) => createTextRecord(JSON.stringify({ text }), 'pretrain'));
  const verdicts = await run(records, createModelShare(limits));
  return verdicts.map((verdict) => {
    if (verdict === undefined || !('failed' in verdict)) return 'done';
    return String(verdict.failed.details['reason']);
  });
};

const unavailable = (reason: string): SluiceError =>
  new SluiceError('ModelArts.72020092', { service: 'judge', reason });
const refused = (reason: string): SluiceError =>
  new SluiceError('ModelArts.72020092', { service: 'judge', reason, scope: 'record' });

describe.each(operators)('%s that asks a model', (_, operator) => {
  it('fails the shard, and rejects no record, when its time is up', async () => {
    const stop = new AbortController();
    const judging: Judging = async (text, { signal }) => {
      if (text !== 'slow') return;
      stop.abort();
      if (signal?.aborted) throw unavailable('out_of_time');
    };
    const limits = { signal: stop.signal };
    await expect(ask(operator, ['fine', 'slow', 'fine'], { judging, limits })).rejects.toMatchObject({
      code: 'ModelArts.72020092',
      retry: 'backoff',
    });
  });

  it('fails the shard where the model is not configured as its service wants it', async () => {
    const judging = async () => {
      throw new SluiceError('ModelArts.72020124', { reason: 'http_401' });
    };
    await expect(ask(operator, ['one', 'two'], { judging })).rejects.toMatchObject({
      code: 'ModelArts.72020124',
    });
  });

  it('fails the shard where nobody has answered at all', async () => {
    const judging = async () => {
      throw unavailable('http_503');
    };
    await expect(ask(operator, ['one'], { judging })).rejects.toMatchObject({
      details: { reason: 'http_503' },
    });
  });

  it('fails the shard where so many fail in a row that it is no accident', async () => {
    let count = 0;
    const judging = async () => {
      if (++count > 2) throw unavailable('http_503');
    };
    const texts = ['1', '2', '3', '4', '5', '6', '7'];
    await expect(ask(operator, texts, { judging })).rejects.toMatchObject({ code: 'ModelArts.72020092' });
  });

  it('rejects a record alone that could not be asked about while others were answered', async () => {
    const judging: Judging = async (text) => {
      if (text === 'odd') throw unavailable('http_500');
    };
    expect(await ask(operator, ['one', 'odd', 'two'], { judging })).toEqual(['done', 'http_500', 'done']);
  });

  it('rejects records alone that the service will not have, be there ever so many', async () => {
    const judging = async () => {
      throw refused('http_400');
    };
    const texts = Array.from({ length: 9 }, (_, index) => `${index}`);
    expect(new Set(await ask(operator, texts, { judging }))).toEqual(new Set(['http_400']));
  });

  it('lets no more requests through at once than the shard may have under way', async () => {
    const load = { now: 0, most: 0 };
    const judging: Judging = async (_, { gate = (work) => work() }) =>
      gate(async () => {
        load.most = Math.max(load.most, ++load.now);
        await Promise.resolve();
        load.now--;
      });
    const texts = Array.from({ length: 20 }, (_, index) => `${index}`);
    await ask(operator, texts, { judging, limits: { concurrency: 3 } });
    expect(load.most).toBe(3);
  });
});
