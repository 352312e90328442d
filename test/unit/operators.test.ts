import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createTextRecord } from '../../lib/formats/text-record.ts';
import { operatorCatalogue } from '../../lib/operators/catalogue.ts';
import {
  type BarrierOperator,
  isBarrier,
  isRecordOperator,
  type Operator,
  type OperatorExample,
  type RecordOperator,
} from '../../lib/operators/define-operator.ts';
import { OPERATORS } from '../../lib/operators/index.ts';
import { resolveGroups } from '../../lib/operators/resolve-groups.ts';

const folder = new URL('../../lib/operators/', import.meta.url);
/** Modules beside the operators that are no operators. */
const others = [
  'barrier',
  'catalogue',
  'check-fields',
  'check-fields',
  'check-order',
  'define-operator',
  'index',
  'parse-recipe',
  'resolve-groups',
];

const resultOf = (operator: RecordOperator, example: OperatorExample<unknown>) => {
  const record = createTextRecord(JSON.stringify(example.input), example.type ?? 'pretrain');
  const resources = new Map(Object.entries(example.resources ?? {}));
  const run = operator.create(operator.params.parse(example.params ?? {}), resources);
  const verdict = run(record);
  const isDropped = verdict !== undefined && 'dropped' in verdict;
  return { verdict, output: isDropped ? verdict : record.toValue(), isUnchanged: record.isUnchanged() };
};

const reasonsIn = (verdict: ReturnType<typeof resultOf>['verdict']): readonly string[] => {
  if (verdict === undefined) return [];
  return 'dropped' in verdict ? [verdict.dropped] : verdict.changed;
};

describe('the list of operators', () => {
  it('holds every operator that has a file, by its name', () => {
    const files = readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -3))
      .filter((name) => !others.includes(name));
    expect(OPERATORS.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  it('is plain JSON for programs, with a JSON Schema of the parameters', () => {
    const catalogue = operatorCatalogue();
    expect(JSON.parse(JSON.stringify(catalogue))).toEqual(catalogue);
    for (const { params } of catalogue)
      expect(params).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('is given in the language asked for', () => {
    expect(operatorCatalogue('zh').map(({ name }) => name)).toContain('文本长度过滤');
    expect(operatorCatalogue().map(({ name }) => name)).toContain('Text Length Filtering');
  });
});

const named = <Kind extends Operator>(operators: readonly Kind[]) =>
  operators.map((operator) => [operator.id, operator] as const);

describe.each(named(OPERATORS.filter(isRecordOperator)))('%s', (_, operator) => {
  it.each(operator.examples.map((example) => [example.title, example] as const))(
    'does as its example says: %s',
    (_title, example) => {
      expect(resultOf(operator, example).output).toEqual(example.output);
    },
  );

  it('gives reasons that it has declared, and none for a record that it leaves as it is', () => {
    for (const example of operator.examples) {
      const { verdict, isUnchanged } = resultOf(operator, example);
      expect(Object.keys(operator.reasons)).toEqual(expect.arrayContaining([...reasonsIn(verdict)]));
      if (verdict === undefined) expect(isUnchanged).toBe(true);
      else expect(reasonsIn(verdict)).not.toEqual([]);
    }
  });

  it('leaves a record of empty texts to others', () => {
    const record = createTextRecord('{"text":""}', 'pretrain');
    const example = operator.examples[0];
    const run = operator.create(
      operator.params.parse(example?.params ?? {}),
      new Map(Object.entries(example?.resources ?? {})),
    );
    expect(() => run(record)).not.toThrow();
    expect(record.toValue()).toEqual({ text: '' });
  });
});

/** The records of an example that stay, and why the others go. */
const resolutionOf = (operator: BarrierOperator, example: OperatorExample<unknown>) => {
  const records = Array.isArray(example.input) ? example.input : [];
  const resources = new Map(Object.entries(example.resources ?? {}));
  const barrier = operator.createBarrier(operator.params.parse(example.params ?? {}), resources);
  const type = example.type ?? 'pretrain';
  const keys = records.map((record) => barrier.keyOf(createTextRecord(JSON.stringify(record), type)));
  const { drops } = resolveGroups(barrier, keys);
  return {
    kept: records.filter((_, index) => !drops.has(index)),
    reasons: [...drops.values()].map(({ reason }) => reason),
  };
};

describe.each(named(OPERATORS.filter(isBarrier)))('%s', (_, operator) => {
  it.each(operator.examples.map((example) => [example.title, example] as const))(
    'does as its example says: %s',
    (_title, example) => {
      expect(resolutionOf(operator, example).kept).toEqual(example.output);
    },
  );

  it('gives reasons that it has declared', () => {
    for (const example of operator.examples) {
      const { reasons } = resolutionOf(operator, example);
      expect(Object.keys(operator.reasons)).toEqual(expect.arrayContaining([...reasons]));
    }
  });

  it('leaves a record of empty texts to others', () => {
    const barrier = operator.createBarrier(operator.params.parse({}), new Map());
    expect(barrier.keyOf(createTextRecord('{"text":""}', 'pretrain'))).toBeUndefined();
  });
});

describe.each(named(OPERATORS))('%s', (_, operator) => {
  it('describes every parameter, and gives a default to each that is not required', () => {
    const { properties = {}, required = [] } = z.toJSONSchema(operator.params, { io: 'input' });
    for (const [name, schema] of Object.entries(properties)) {
      expect(schema, name).toHaveProperty('description');
      // What stands for "no file" is to leave the address out.
      if (!required.includes(name) && !name.endsWith('_path')) expect(schema, name).toHaveProperty('default');
    }
  });
});
