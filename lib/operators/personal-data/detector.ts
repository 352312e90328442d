import type { Anchor } from './anchors.ts';
import type { PersonalDataKind } from './personal-data-kind.ts';

/** A part of a text: [start, end) in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds one form of one kind of personal data around an anchor: a character that every occurrence has and most texts
 * seldom have. It looks at a bounded neighbourhood, so that a search is linear whatever the text.
 */
export interface Detector {
  readonly kind: PersonalDataKind;
  readonly anchor: Anchor;
  /** `anchor` is the place of the anchor; of a word with digits, the whole word. */
  readonly find: (text: string, anchor: Span) => Span | undefined;
}

/** What a sticky pattern matches at a place. */
export const matchAt = (pattern: RegExp, text: string, start: number): Span | undefined => {
  pattern.lastIndex = start;
  return pattern.test(text) ? { start, end: pattern.lastIndex } : undefined;
};

/** The characters of a span. */
export const textOf = (text: string, { start, end }: Span): string => text.slice(start, end);
