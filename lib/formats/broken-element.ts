import { backslash, KIND, kindOf, newline, quote } from './json-bytes.ts';

const longestIndent = 64;

/** Where an element whose quotes don't match ends: with its own last bracket, or where the next element begins. */
export type BrokenByte = 'inside' | 'last' | 'next element';

/**
 * Finds the way out of an element that is not JSON because a string of it goes over the end of a line: its quotes may be
 * out of step. A line that begins as the element's own line does, with the same indent and the same bracket, is taken for
 * the next element: files that programs write have their elements so.
 */
export const createBrokenElement = () => {
  const opening = createOpening();
  let [depth, isQuoted, isEscaped] = [0, true, false];

  const follow = (byte: number): void => {
    if (isEscaped) isEscaped = false;
    else if (byte === quote) isQuoted = !isQuoted;
    else if (isQuoted) isEscaped = byte === backslash;
    else if (kindOf(byte) === KIND.open) depth++;
    else if (kindOf(byte) === KIND.close) depth--;
  };

  return {
    /** To be told each byte outside elements, for the indent of the next. */
    outside: opening.outside,
    /** To be told the first byte of each element. */
    begin: opening.begin,
    /** Begins the search at the line end inside a string, so many brackets deep. */
    enter: (brackets: number): void => {
      [depth, isQuoted, isEscaped] = [brackets, true, false];
    },
    take: (byte: number): BrokenByte => {
      if (opening.isRepeatedBy(byte)) return 'next element';
      follow(byte);
      return isQuoted || depth > 0 ? 'inside' : 'last';
    },
  };
};

/** Remembers how the line of the element under way begins. */
const createOpening = () => {
  /** White space since the line's start; undefined when something else stands there. */
  let indent: number[] | undefined = [];
  let opening: readonly number[] = [];
  let matchedCount = 0;
  let isMatching = false;
  return {
    outside: (byte: number): void => {
      if (byte === newline) indent = [];
      else if (kindOf(byte) === KIND.space && indent !== undefined && indent.length < longestIndent)
        indent.push(byte);
      else indent = undefined;
    },
    begin: (firstByte: number): void => {
      opening = indent === undefined ? [] : [...indent, firstByte];
      indent = undefined;
      isMatching = false;
    },
    /** True at the byte that completes the same beginning of a later line. */
    isRepeatedBy: (byte: number): boolean => {
      if (byte === newline) {
        [matchedCount, isMatching] = [0, opening.length > 0];
        return false;
      }
      isMatching &&= byte === opening[matchedCount];
      if (isMatching) matchedCount++;
      const isRepeated = isMatching && matchedCount === opening.length;
      if (isRepeated) indent = opening.slice(0, -1);
      return isRepeated;
    },
  };
};
