import { describe, expect, it } from 'vitest';
import type { MediaRecord } from '../../lib/model/media-record.ts';
import {
  isMediaBarrier,
  isMediaOperator,
  type MediaBarrierOperator,
  type MediaOperator,
  type OperatorExample,
} from '../../lib/operators/define-operator.ts';
import { OPERATORS } from '../../lib/operators/index.ts';
import { RESOLUTION_CLASSES, resolutionClass } from '../../lib/operators/media/resolution-class.ts';
import { resolveGroups } from '../../lib/operators/resolve-groups.ts';

const named = <Kind extends { readonly id: string }>(operators: readonly Kind[]) =>
  operators.map((operator) => [operator.id, operator] as const);

const verdictOf = (operator: MediaOperator, { params = {}, input }: OperatorExample<unknown>) =>
  operator.createMedia(operator.params.parse(params))(input as unknown as MediaRecord); // the examples' inputs are records

const resolutionOf = (operator: MediaBarrierOperator, { params = {}, input }: OperatorExample<unknown>) => {
  const barrier = operator.createMediaBarrier(operator.params.parse(params));
  const records = input as unknown as readonly MediaRecord[]; // so are those of lists
  const { drops } = resolveGroups(
    barrier,
    records.map((record) => barrier.keyOf(record)),
  );
  return { drops, kept: records.filter((_, index) => !drops.has(index)) };
};

describe.each(named(OPERATORS.filter(isMediaOperator)))('%s', (_, operator) => {
  it.each(operator.examples.map((example) => [example.title, example] as const))(
    'does as its example says: %s',
    (_title, example) => {
      expect(verdictOf(operator, example) ?? example.input).toEqual(example.output);
    },
  );

  it('gives reasons that it has declared', () => {
    for (const example of operator.examples) {
      const verdict = verdictOf(operator, example);
      if (verdict === undefined) continue;
      expect(Object.keys(operator.reasons)).toContain('dropped' in verdict ? verdict.dropped : 'cut');
    }
  });
});

describe.each(named(OPERATORS.filter(isMediaBarrier)))('%s', (_, operator) => {
  it.each(operator.examples.map((example) => [example.title, example] as const))(
    'does as its example says: %s',
    (_title, example) => {
      const { drops, kept } = resolutionOf(operator, example);
      expect(kept).toEqual(example.output);
      for (const { reason } of drops.values()) expect(Object.keys(operator.reasons)).toContain(reason);
    },
  );
});

describe('the class of a resolution', () => {
  it.each([
    [640, 359, 'LD'],
    [640, 360, 'MED'],
    [854, 480, 'SD'],
    [720, 1280, 'HD'],
    [1920, 1080, 'FHD'],
    [2560, 1440, 'FHD'],
    [3840, 2160, '4K'],
    [7680, 4320, '4K'],
  ])('of %i × %i is %s', (width, height, name) => {
    expect(resolutionClass({ width, height })).toBe(name);
    expect(RESOLUTION_CLASSES).toContain(name);
  });
});
