/**
 * -1 when the texts have, all together, fewer code points than `min`, 1 when they have more than `max`, 0 otherwise.
 * Code points are counted only where the number of code units, which is at hand, leaves the answer open.
 */
export const compareLength = (
  texts: readonly string[],
  { min, max }: { readonly min: number; readonly max: number },
): -1 | 0 | 1 => {
  let unitCount = 0;
  for (const text of texts) unitCount += text.length;
  if (unitCount < min) return -1;
  // A code point is one unit or two.
  const isCertainlyLong = unitCount > 2 * max;
  if (isCertainlyLong) return 1;
  if (unitCount <= max && unitCount >= 2 * min) return 0;

  let count = unitCount;
  for (const text of texts) count -= countPairs(text);
  if (count < min) return -1;
  return count > max ? 1 : 0;
};

const countPairs = (text: string): number => {
  if (!HIGH_SURROGATE.test(text)) return 0;
  let count = 0;
  for (let index = 0; index < text.length - 1; index++) {
    if (isHigh(text.charCodeAt(index)) && isLow(text.charCodeAt(index + 1))) {
      count++;
      index++;
    }
  }
  return count;
};

const HIGH_SURROGATE = /[\ud800-\udbff]/;

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
