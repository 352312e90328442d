/** A part of a text that is to go, and what takes its place where the text on both sides would run together. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly gap: Gap;
}

export type Gap = '' | ' ' | '\n';

/**
 * Takes spans, which are in order and apart, out of a text so that no trace of them is left: of the spaces on both sides
 * one stays, at either end of the text and at the end of a line none, and a line that held nothing else goes. Indentation
 * and everything else stays as it is.
 */
export const removeSpans = (text: string, spans: readonly Span[]): string => {
  let kept = '';
  let doneUntil = 0;
  let isAtLineStart = true;
  for (const span of joinNeighbours(text, spans)) {
    const left = text.slice(doneUntil, span.start);
    if (skipWhitespace(text, span.end) === text.length) return (kept + left).trimEnd();
    const isStart = kept === '' && left === '';
    const seam: Seam = isStart ? startSeam(text, span) : seamAt(text, span, { left, isAtLineStart });
    const added = left.slice(0, left.length - seam.cutFromLeft) + seam.filling;
    if (added !== '') isAtLineStart = added.endsWith('\n');
    kept += added;
    doneUntil = seam.resumeAt;
  }
  return kept + text.slice(doneUntil);
};

/** Spans with nothing but spaces between them are one. */
const joinNeighbours = (text: string, spans: readonly Span[]): readonly Span[] => {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last === undefined || skipSpaces(text, last.end) < span.start) joined.push(span);
    else {
      const between = last.end < span.start ? ' ' : '';
      joined[joined.length - 1] = {
        start: last.start,
        end: span.end,
        gap: widest(last.gap, between, span.gap),
      };
    }
  }
  return joined;
};

const widest = (...gaps: readonly Gap[]): Gap => {
  if (gaps.includes('\n')) return '\n';
  return gaps.includes(' ') ? ' ' : '';
};

interface Seam {
  readonly cutFromLeft: number;
  readonly filling: Gap;
  readonly resumeAt: number;
}

const startSeam = (text: string, { end }: Span): Seam => ({
  cutFromLeft: 0,
  filling: '',
  resumeAt: skipWhitespace(text, end),
});

const seamAt = (
  text: string,
  { end, gap }: Span,
  { left, isAtLineStart }: { readonly left: string; readonly isAtLineStart: boolean },
): Seam => {
  const spacesBefore = countTrailingSpaces(left);
  const afterSpaces = skipSpaces(text, end);
  const afterLineEnd = skipLineEnd(text, afterSpaces);
  const isFirstInLine = spacesBefore === left.length ? isAtLineStart : left.at(-spacesBefore - 1) === '\n';
  if (afterLineEnd > afterSpaces) {
    return { cutFromLeft: spacesBefore, filling: '', resumeAt: isFirstInLine ? afterLineEnd : afterSpaces };
  }
  if (isFirstInLine) return { cutFromLeft: 0, filling: '', resumeAt: afterSpaces };
  const hasSpaces = spacesBefore > 0 || afterSpaces > end;
  return { cutFromLeft: spacesBefore, filling: widest(gap, hasSpaces ? ' ' : ''), resumeAt: afterSpaces };
};

const countTrailingSpaces = (text: string): number => {
  let count = 0;
  while (text.charAt(text.length - 1 - count) === ' ') count++;
  return count;
};

const skipSpaces = (text: string, from: number): number => {
  let index = from;
  while (text.charAt(index) === ' ') index++;
  return index;
};

const skipLineEnd = (text: string, from: number): number => {
  const afterReturn = text.charAt(from) === '\r' ? from + 1 : from;
  return text.charAt(afterReturn) === '\n' ? afterReturn + 1 : from;
};

const skipWhitespace = (text: string, from: number): number => {
  let index = from;
  while (' \t\r\n'.includes(text.charAt(index)) && index < text.length) index++;
  return index;
};
