/** A place in a line where a sentence may end. */
export interface Place {
  readonly at: number;
  /** Where the sentence starts. */
  readonly start: number;
  /** End of the line. */
  readonly to: number;
}

/** Longer titles of works are none. */
const longestTitle = 40;

/** Whether a mark stands within 《 and 》. */
export const isInTitle = (text: string, { at, start, to }: Place, closed: number): boolean => {
  let from = at - 1;
  while (from > start && at - from < longestTitle && !isTitleSign(text.charCodeAt(from))) from--;
  if (text.charCodeAt(from) !== 0x300a) return false;
  let next = closed;
  while (next < to && next - closed < longestTitle && !isTitleSign(text.charCodeAt(next))) next++;
  return next < to && text.charCodeAt(next) === 0x300b;
};

/** 》 and 〉: what ends before them is the title of a work. */
export const isTitleEnd = (unit: number): boolean => unit === 0x300b || unit === 0x3009;

/** 《 and 》 */
const isTitleSign = (unit: number): boolean => unit === 0x300a || unit === 0x300b;

export const ASTERISK = 0x2a;
/** Asterisks further away are not looked for. */
const longestEmphasis = 300;

/** The place behind the asterisks that close what others before the mark have opened: "**Really?** Yes." */
export const afterEmphasis = (text: string, { at, start, to }: Place, from: number): number => {
  let runCount = 0;
  for (let place = Math.max(start, at - longestEmphasis); place < at; place++) {
    if (text.charCodeAt(place) === ASTERISK && text.charCodeAt(place + 1) !== ASTERISK) runCount++;
  }
  if (runCount % 2 === 0) return from;
  let end = from;
  while (end < to && text.charCodeAt(end) === ASTERISK) end++;
  return end;
};
