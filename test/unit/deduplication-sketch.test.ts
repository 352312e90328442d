import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meetingChance, planBands } from '../../lib/operators/deduplication/band-plan.ts';
import { mixBits } from '../../lib/operators/deduplication/hash-bits.ts';
import { hashShingles } from '../../lib/operators/deduplication/hash-shingles.ts';
import { hashWords } from '../../lib/operators/deduplication/hash-words.ts';
import { bitsOf } from '../../lib/operators/deduplication/minhash-bands.ts';
import { sharedBits } from '../../lib/operators/deduplication/shared-bits.ts';
import { simhash } from '../../lib/operators/deduplication/simhash.ts';
import { createSketch } from '../../lib/operators/deduplication/similarity-sketch.ts';

const unitsOf = (text: string): Uint16Array =>
  Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

const shinglesOf = (text: string, length: number): readonly number[] => {
  const hashes = new Int32Array(text.length + 1);
  const count = hashShingles(unitsOf(text), length, hashes);
  return [...hashes.slice(0, count)];
};

/** Two sets of hashes with the given numbers of members, in common and of their own. */
const setsOf = (commonCount: number, ownCount: number, seed: number) => {
  const hashes = Int32Array.from({ length: commonCount + 2 * ownCount }, (_, index) =>
    mixBits(mixBits(seed) ^ (index + 1)),
  );
  const common = [...hashes.slice(0, commonCount)];
  return {
    one: Int32Array.from([...common, ...hashes.slice(commonCount, commonCount + ownCount)]),
    other: Int32Array.from([...common, ...hashes.slice(commonCount + ownCount)]),
    jaccard: commonCount / (commonCount + 2 * ownCount),
  };
};

describe('the hashes of shingles', () => {
  it('are equal where the shingles are, wherever they stand', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (shingle, before, behind) => {
          const alone = shinglesOf(shingle, shingle.length);
          const within = shinglesOf(before + shingle + behind, shingle.length);
          expect(alone).toHaveLength(1);
          expect(within[before.length]).toBe(alone[0]);
        },
      ),
    );
  });

  it('differ where the shingles do, but for chance', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `${index.toString(36)},`).join('');
    const shingles = new Set(Array.from({ length: text.length - 4 }, (_, at) => text.slice(at, at + 5)));
    const hashes = new Set(shinglesOf(text, 5));
    expect(hashes.size).toBeGreaterThan(shingles.size - 10);
    expect(hashes.size).toBeLessThanOrEqual(shingles.size);
  });

  it('are none for a text shorter than a shingle', () => {
    expect(shinglesOf('abcd', 5)).toEqual([]);
    expect(shinglesOf('', 1)).toEqual([]);
  });
});

describe('words', () => {
  const wordCount = (text: string): number => hashWords(unitsOf(text), new Uint32Array(text.length + 1));

  it.each([
    ['The quick brown fox', 4],
    ["don't stop", 4],
    ['机器学习 is fun', 6],
    ['これはペンです', 7],
    ['ภาษาไทย', 7],
    ['안녕 세상', 2],
    ['a\uffffb', 2],
    ['x+=1;', 5],
    [' \n ', 0],
  ])('of %s are %d', (text, count) => {
    expect(wordCount(text)).toBe(count);
  });

  it('are as many as a sum of words and other signs, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(wordCount(text)).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('a sketch', () => {
  const size = 256;
  const sketch = createSketch(size);
  const valuesOf = (hashes: Int32Array): Int32Array => sketch(hashes, hashes.length).slice();

  it('depends on the set alone: neither order nor repetition make a difference', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.nat(), (members, turn) => {
        const turned = members.map((_, index) => members[(index + turn) % members.length] ?? 0);
        expect(valuesOf(Int32Array.from([...turned, ...members]))).toEqual(
          valuesOf(Int32Array.from(members)),
        );
      }),
    );
  });

  it('has members of the set only, and no place is left empty', () => {
    const few = valuesOf(Int32Array.from([mixBits(1), mixBits(2), mixBits(3)]));
    expect(new Set(few).size).toBe(3);
  });

  it.each([
    [450, 50],
    [80, 10],
    [40, 5],
    [12, 3],
    [30, 30],
    [5000, 500],
  ])('tells the Jaccard similarity of sets of %d members in common and %d of their own', (common, own) => {
    const trials = 200;
    let [sum, squares] = [0, 0];
    let [bitSum, bitSquares] = [0, 0];
    const { jaccard } = setsOf(common, own, 0);
    for (let seed = 0; seed < trials; seed++) {
      const { one, other } = setsOf(common, own, seed);
      const [first, second] = [valuesOf(one), valuesOf(other)];
      const error = first.filter((value, at) => value === second[at]).length / size - jaccard;
      const bitError = 2 * sharedBits(bitsOf(first), bitsOf(second)) - 1 - jaccard;
      [sum, squares] = [sum + error, squares + error ** 2];
      [bitSum, bitSquares] = [bitSum + bitError, bitSquares + bitError ** 2];
    }
    // MinHash errs by the square root of J(1 - J) / size; what is borrowed adds little.
    const theory = Math.sqrt((jaccard * (1 - jaccard)) / size);
    expect(Math.sqrt(squares / trials)).toBeLessThan(1.3 * theory);
    expect(Math.abs(sum / trials)).toBeLessThan(0.02);
    // One bit of each errs by the square root of (1 - J²) / size.
    expect(Math.sqrt(bitSquares / trials)).toBeLessThan(1.4 * Math.sqrt((1 - jaccard ** 2) / size));
    expect(Math.abs(bitSum / trials)).toBeLessThan(0.02);
  });
});

describe('the plan of bands', () => {
  it('uses no more values than there are, and is steep around the threshold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 95 }), fc.constantFrom(64, 128, 256, 512), (percent, values) => {
        const threshold = percent / 100;
        const plan = planBands(threshold, values);
        expect(plan.bands * plan.rows).toBeLessThanOrEqual(values);
        expect(meetingChance(plan, threshold)).toBeGreaterThan(0.6);
        expect(meetingChance(plan, threshold / 2)).toBeLessThan(0.4);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps what is asked for', () => {
    expect(planBands(0.8, 256, { bands: 20, rows: 5 })).toEqual({ bands: 20, rows: 5 });
    expect(planBands(0.8, 256, { bands: 20 }).bands).toBe(20);
    expect(planBands(0.8, 256, { rows: 7 }).rows).toBe(7);
  });
});

describe('a simhash', () => {
  const plainBits = (hashes: readonly number[]): readonly number[] =>
    [0, 0x9e_37_79_b9].flatMap((seed) =>
      Array.from({ length: 32 }, (_, bit) => {
        const ones = hashes.filter((hash) => ((mixBits(hash ^ seed) >>> bit) & 1) === 1).length;
        return 2 * ones > hashes.length ? 1 : 0;
      }),
    );

  it('has each bit of the majority, however many the hashes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 1000, size: 'max' }), (members) => {
        const bits = simhash({ hashes: Int32Array.from(members), count: members.length });
        const found = Array.from({ length: 64 }, (_, at) => ((bits[at >>> 3] ?? 0) >>> (at & 7)) & 1);
        expect(found).toEqual(plainBits(members));
      }),
      { numRuns: 50 },
    );
  });
});
