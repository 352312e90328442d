import { characterFolds, type Difference, FOLD } from './character-folds.ts';

/** What stands between two texts of a record: no character, so no text holds it. */
export const TEXT_END = 0xff_ff;

/**
 * Writes texts, with the differences that don't matter taken out, as UTF-16 code units one after the other. The array
 * given is good until the next call.
 */
export type FoldTexts = (texts: readonly string[]) => Uint16Array;

const firstCapacity = 1 << 14;

/** The table of characters is made when the first text comes. */
export const createFoldTexts = (ignored: readonly Difference[]): FoldTexts => {
  let folds: Uint32Array | undefined;
  let units = new Uint16Array(firstCapacity);

  /** Writes a text at `start`, and gives its end; undefined when it has to be normalized first. */
  const write = (
    text: string,
    start: number,
    table: Uint32Array,
    isNormalized: boolean,
  ): number | undefined => {
    const target = units;
    let end = start;
    // Without branches: where words end can't be predicted.
    let wasSpace = 1;
    for (let at = 0; at < text.length; at++) {
      let fold = table[text.charCodeAt(at)] ?? 0;
      if (fold === FOLD.whole) {
        if (!isNormalized) return undefined;
        fold = text.charCodeAt(at);
      }
      const isSpace = (fold >>> 16) & 1;
      const isNothing = fold >>> 17;
      target[end] = fold;
      end += 1 - ((isSpace & wasSpace) | isNothing);
      wasSpace = isSpace | (isNothing & wasSpace);
    }
    return end - (end > start ? wasSpace : 0);
  };

  const reserve = (length: number): void => {
    if (length <= units.length) return;
    const larger = new Uint16Array(Math.max(length, 2 * units.length));
    larger.set(units);
    units = larger;
  };

  return (texts) => {
    folds ??= characterFolds(ignored);
    let end = 0;
    for (const text of texts) {
      reserve(end + text.length + 1);
      const start = end;
      const folded = write(text, start, folds, false);
      if (folded === undefined) {
        const normalized = text.normalize('NFKC');
        const lower = ignored.includes('case') ? lowerEach(normalized) : normalized;
        reserve(start + lower.length + 1);
        end = write(lower, start, folds, true) ?? start;
      } else end = folded;
      units[end++] = TEXT_END;
    }
    return units.subarray(0, Math.max(0, end - 1));
  };
};

/** The small form of each character beyond the first plane on its own, as the table has it for the others. */
const lowerEach = (text: string): string =>
  text.replace(/[\u{10000}-\u{10ffff}]/gu, (it) => it.toLowerCase());
