import { describe, expect, it } from 'vitest';
import { isSluiceError } from '../../lib/errors/sluice-error.ts';
import type { DatasetType } from '../../lib/model/dataset-type.ts';
import { type Recipe, recipeSchema } from '../../lib/model/recipe.ts';
import { parseRecipe } from '../../lib/operators/parse-recipe.ts';

type Step = string | { readonly id: string; readonly params: Record<string, unknown> };

const recipe = (steps: readonly Step[], rest: Partial<Recipe> = {}): Recipe =>
  recipeSchema.parse({
    operators: steps.map((step) => (typeof step === 'string' ? { id: step } : step)),
    ...rest,
  });

const errorOf = (given: Recipe, type: DatasetType = 'single-turn') => {
  try {
    parseRecipe(given, type);
  } catch (error) {
    if (isSluiceError(error)) return { code: error.code, details: error.details };
    throw error;
  }
  return undefined;
};

const length = (params: Record<string, unknown>) => ({ id: 'text-length-filtering', params });
const end = (params: Record<string, unknown> = {}) => ({ id: 'end-node', params });

describe('parseRecipe', () => {
  it('fills in the defaults', () => {
    const [step] = parseRecipe(recipe([length({ min: 5 })]), 'pretrain');
    expect(step).toMatchObject({
      operator: { id: 'text-length-filtering' },
      params: { min: 5, max: 1000 },
      resources: [],
    });
  });

  it('says what must be loaded for a step', () => {
    const keywords = { id: 'custom-keyword-filtering', params: { keywords_path: 's3://words/list.txt' } };
    const [step] = parseRecipe(recipe([keywords]), 'pretrain');
    expect(step?.resources).toEqual([{ name: 'keywords', address: 's3://words/list.txt' }]);
  });

  it.each([
    ['an operator that there is not', ['no-such'], 'ModelArts.72020001', { operator: 'no-such' }],
    [
      'a required parameter that is missing',
      ['custom-regex-replacement'],
      'ModelArts.72020002',
      { operator: 'custom-regex-replacement', parameter: 'pattern' },
    ],
    ['a parameter out of range', [length({ min: 0 })], 'ModelArts.72090007', { parameter: 'min' }],
    ['a parameter of the wrong kind', [length({ min: '5' })], 'ModelArts.72090007', { parameter: 'min' }],
    ['parameters that contradict', [length({ min: 2000 })], 'ModelArts.72090007', { parameter: 'max' }],
    ['a parameter that there is not', [length({ mn: 5 })], 'ModelArts.72090007', { parameter: 'mn' }],
    [
      'a bad item of a list',
      [{ id: 'symbol-standardization', params: { kinds: ['number', 'digits'] } }],
      'ModelArts.72090007',
      { parameter: 'kinds[1]' },
    ],
    [
      'a pattern that is none',
      [{ id: 'custom-regex-replacement', params: { pattern: '(' } }],
      'ModelArts.72020057',
      { pattern: '(' },
    ],
    [
      'a start node that is not first',
      [length({}), 'start-node'],
      'ModelArts.72020087',
      { operator: 'start-node' },
    ],
    ['an end node that is not last', [end(), length({})], 'ModelArts.72020087', { operator: 'end-node' }],
    ['nodes that give back what they take', ['start-node', end()], 'ModelArts.72020087', {}],
  ] as const)('refuses %s', (_, steps, code, details) => {
    expect(errorOf(recipe(steps))).toMatchObject({ code, details });
  });

  it('never quotes a bad value, which may be personal', () => {
    expect(JSON.stringify(errorOf(recipe([length({ min: 'secret' })])))).not.toContain('secret');
  });

  describe.each(['ngram-feature-filtering', 'quality-scoring'])(
    'statistics of %s that are to be kept',
    (id) => {
      const keeping = { id, params: { keep_statistics: true } };
      const tryOut = (steps: readonly Step[], source?: 'platform' | 'sharegpt' | 'mixed') => {
        parseRecipe(recipe(steps), 'multi-turn', source);
      };

      it.each([
        ['that are lists of turns', [keeping], 'platform'],
        ['that the start node makes lists of turns', ['start-node', keeping], 'sharegpt'],
        ['that the end node makes lists of turns', [keeping, end({ output_format: 'platform' })], 'sharegpt'],
      ] as const)('are refused for records %s', (_, steps, source) => {
        expect(() => tryOut(steps, source)).toThrow(
          expect.objectContaining({
            code: 'ModelArts.72090007',
            details: expect.objectContaining({ operator: id, parameter: 'keep_statistics' }),
          }),
        );
      });

      it('are taken where records may hold them, and where nothing is to be kept', () => {
        tryOut([keeping], 'sharegpt');
        tryOut([keeping], 'mixed');
        tryOut([keeping, end({ output_format: 'alpaca' })]);
        tryOut([{ id, params: {} }], 'platform');
        parseRecipe(recipe([keeping]), 'single-turn', 'platform');
      });
    },
  );

  it('takes output_format for the parameter of an end node', () => {
    const last = (steps: readonly Step[]) =>
      parseRecipe(recipe(steps, { output_format: 'alpaca' }), 'multi-turn').at(-1);
    for (const steps of [[length({})], [length({}), end()], [length({}), end({ output_format: 'alpaca' })]]) {
      expect(last(steps)).toMatchObject({
        operator: { id: 'end-node' },
        params: { output_format: 'alpaca' },
      });
    }
    expect(errorOf(recipe([end({ output_format: 'sharegpt' })], { output_format: 'alpaca' }))).toMatchObject({
      code: 'ModelArts.72090007',
      details: { parameter: 'output_format' },
    });
  });

  it('takes start and end node for a conversion when the form changes', () => {
    const conversion = recipe(['start-node', end({ output_format: 'alpaca' })]);
    expect(parseRecipe(conversion, 'single-turn', 'sharegpt')).toHaveLength(2);
    expect(parseRecipe(conversion, 'single-turn', 'mixed')).toHaveLength(2);
    expect(() => parseRecipe(conversion, 'single-turn', 'alpaca')).toThrow();
  });

  it('refuses a form that records of the type cannot have', () => {
    expect(errorOf(recipe([length({})], { output_format: 'alpaca' }), 'pretrain')).toMatchObject({
      code: 'ModelArts.72090007',
      details: { parameter: 'output_format' },
    });
  });
});
