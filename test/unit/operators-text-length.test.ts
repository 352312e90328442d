import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareLength } from '../../lib/operators/text/compare-length.ts';

describe('compareLength', () => {
  it.each([
    [['😀😀😀'], 0],
    [['😀😀'], -1],
    [['😀😀😀😀😀'], 1],
    [['中文', 'ab'], 0],
    [['a', 'b', 'c', 'd', 'e'], 1],
    [[], -1],
  ] as const)('counts the characters of all texts together: %j', (texts, side) => {
    expect(compareLength(texts, { min: 3, max: 4 })).toBe(side);
  });

  it('agrees with counting code points one by one', () => {
    const texts = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 6 }),
        fc.constantFrom('\ud83d', '\ude00', '😀', '\ud83d\ud83d\ude00'),
      ),
    );
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        (given, min, more) => {
          const max = min + more;
          const count = given.reduce((sum, text) => sum + [...text].length, 0);
          const expected = count < min ? -1 : count > max ? 1 : 0;
          expect(compareLength(given, { min, max })).toBe(expected);
        },
      ),
    );
  });
});
