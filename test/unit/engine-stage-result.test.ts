import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyResult, mergeResults } from '../../lib/engine/stage-result.ts';
import type { OperatorCounts, StageResult } from '../../lib/model/run.ts';

const count = fc.nat({ max: 1_000_000 });
const countByReason = fc.dictionary(fc.constantFrom('too_short', 'html_tag', '__proto__', 'url'), count, {
  noNullPrototype: true,
});

/** Seconds are eighths, whose sums floating point numbers hold exactly. */
const countsOf = (operatorId: string): fc.Arbitrary<OperatorCounts> =>
  fc.record({
    operatorId: fc.constant(operatorId),
    inCount: count,
    outCount: count,
    hitCount: count,
    changedByReason: countByReason,
    droppedByReason: countByReason,
    rejectedCount: count,
    seconds: count.map((eighths) => eighths / 8),
  });

const results: fc.Arbitrary<StageResult> = fc.record(
  {
    recordCount: count,
    rejectedCount: count,
    sizeBytes: count,
    format: fc.constantFrom('platform', 'alpaca', 'sharegpt', 'mixed'),
    operators: fc.oneof(fc.constant([]), fc.tuple(countsOf('a'), countsOf('b'))),
  },
  { requiredKeys: ['recordCount', 'rejectedCount', 'sizeBytes', 'operators'] },
);

describe('merged results', () => {
  it('are the same in whatever order they are merged', () => {
    fc.assert(
      fc.property(results, results, (one, other) => {
        expect(mergeResults(one, other)).toEqual(mergeResults(other, one));
      }),
    );
    fc.assert(
      fc.property(results, results, results, (one, two, three) => {
        expect(mergeResults(mergeResults(one, two), three)).toEqual(
          mergeResults(one, mergeResults(two, three)),
        );
      }),
    );
  });

  it('stay as they are when the empty result is merged with them', () => {
    fc.assert(
      fc.property(results, (result) => {
        expect(mergeResults(emptyResult, result)).toEqual(result);
        expect(mergeResults(result, emptyResult)).toEqual(result);
      }),
    );
  });

  it('add up, operator by operator and reason by reason, with the reasons sorted', () => {
    const operator = (reasons: Record<string, number>): OperatorCounts => ({
      operatorId: 'html-tag-removal',
      inCount: 10,
      outCount: 9,
      hitCount: 4,
      changedByReason: reasons,
      droppedByReason: { empty: 1 },
      rejectedCount: 2,
      seconds: 0.5,
    });
    const one = { ...emptyResult, recordCount: 9, operators: [operator({ url: 1, html: 2 })] };
    const other = { ...emptyResult, recordCount: 9, operators: [operator({ html: 5 })] };
    const merged = mergeResults(one, other);
    expect(merged).toEqual({
      recordCount: 18,
      rejectedCount: 0,
      sizeBytes: 0,
      operators: [
        {
          operatorId: 'html-tag-removal',
          inCount: 20,
          outCount: 18,
          hitCount: 8,
          changedByReason: { html: 7, url: 1 },
          droppedByReason: { empty: 2 },
          rejectedCount: 4,
          seconds: 1,
        },
      ],
    });
    expect(Object.keys(merged.operators[0]?.changedByReason ?? {})).toEqual(['html', 'url']);
  });

  it('are of mixed format as soon as two formats meet', () => {
    const of = (format: NonNullable<StageResult['format']>): StageResult => ({ ...emptyResult, format });
    expect(mergeResults(of('alpaca'), of('alpaca')).format).toBe('alpaca');
    expect(mergeResults(of('alpaca'), of('sharegpt')).format).toBe('mixed');
    expect(mergeResults(of('mixed'), of('sharegpt')).format).toBe('mixed');
    expect(mergeResults(of('alpaca'), emptyResult).format).toBe('alpaca');
  });
});
