import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRange, parseCopyRange } from '../../lib/local/s3/byte-range.ts';
import { type Segment, sliceSegments } from '../../lib/local/s3/segments.ts';

const blobs = { a: 'abcdefghijklmnop', b: '0123456789' };
const readSegments = (segments: readonly Segment[]) =>
  segments
    .map(({ blob, offset, length }) => (blob === 'a' ? blobs.a : blobs.b).slice(offset, offset + length))
    .join('');

describe('segments', () => {
  it('give the bytes of a slice, also of a slice of slices', () => {
    const segment = fc.record({
      blob: fc.constantFrom('a', 'b'),
      offset: fc.nat({ max: 4 }),
      length: fc.integer({ min: 1, max: 6 }),
    });
    const bounds = fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 }));
    fc.assert(
      fc.property(fc.array(segment), bounds, bounds, (segments, first, second) => {
        const once = sliceSegments(segments, ...first);
        expect(readSegments(once)).toBe(readSegments(segments).slice(...first));
        expect(readSegments(sliceSegments(once, ...second))).toBe(readSegments(once).slice(...second));
        expect(once.every(({ length }) => length > 0)).toBe(true);
      }),
    );
  });
});

describe('a range of bytes', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=3-', { start: 3, end: 10 }],
    ['bytes=-4', { start: 6, end: 10 }],
    ['bytes=-40', { start: 0, end: 10 }],
    ['bytes=5-400', { start: 5, end: 10 }],
    ['bytes=5-2', undefined],
    ['bytes=0-1,3-4', undefined],
    ['bytes=-', undefined],
    ['lines=1-2', undefined],
    [undefined, undefined],
  ])('%s of ten is %j', (header, range) => {
    expect(findRange(header, 10)).toEqual(range);
  });

  it.each([
    ['bytes=10-', 10],
    ['bytes=-0', 10],
    ['bytes=0-', 0],
  ])('%s of %i is refused', (header, size) => {
    expect(() => findRange(header, size)).toThrow(
      expect.objectContaining({ code: 'InvalidRange', status: 416 }),
    );
  });

  it('of a copy must name both ends, within the source', () => {
    expect(parseCopyRange('bytes=2-9', 10)).toEqual({ start: 2, end: 10 });
    expect(() => parseCopyRange('bytes=2-', 10)).toThrow(
      expect.objectContaining({ code: 'InvalidArgument' }),
    );
    expect(() => parseCopyRange('bytes=2-10', 10)).toThrow(expect.objectContaining({ code: 'InvalidRange' }));
  });
});
