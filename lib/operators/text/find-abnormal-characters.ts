import {
  CHARACTER_KINDS,
  type CharacterKind,
  isLineBreak,
  PATTERN_BY_KIND,
  SEQUENCE_STARTS,
} from './abnormal-characters.ts';
import type { Gap, Span } from './remove-spans.ts';

/** Finds the abnormal characters of a text, in order and apart, and tells the kind of each. */
export type CharacterFinder = (text: string, found: (kind: CharacterKind) => void) => readonly Span[];

/** A finder for the kinds; it finds nothing when there are none. */
export const abnormalCharacterFinder = (selected: readonly CharacterKind[]): CharacterFinder => {
  const kinds = CHARACTER_KINDS.filter((kind) => selected.includes(kind));
  if (kinds.length === 0) return () => [];
  const pattern = new RegExp(kinds.map((kind) => `(${PATTERN_BY_KIND[kind]})`).join('|'), 'vy');
  const nextSuspect = suspectSearch();
  return (text, found) => {
    const spans: Span[] = [];
    let doneUntil = 0;
    for (
      let index = nextSuspect(text, 0);
      index !== -1;
      index = nextSuspect(text, Math.max(doneUntil, index + 1))
    ) {
      const match = matchAround(pattern, text, { index, doneUntil });
      if (match === null) continue;
      const kind = kinds[match.findIndex((group, at) => at > 0 && group !== undefined) - 1];
      if (kind !== undefined) found(kind);
      doneUntil = pattern.lastIndex;
      spans.push({ start: match.index, end: doneUntil, gap: gapFor(match[0]) });
    }
    return spans;
  };
};

const gapFor = (removed: string): Gap => {
  if (isLineBreak(removed)) return '\n';
  return /^\p{Zs}/u.test(removed) ? ' ' : '';
};

/** Selectors and key caps make an emoji of the ordinary character before them. */
const matchAround = (
  pattern: RegExp,
  text: string,
  { index, doneUntil }: { readonly index: number; readonly doneUntil: number },
): RegExpExecArray | null => {
  const isSelector = SELECTORS.includes(text.charAt(index));
  return (
    (isSelector && index > doneUntil ? matchAt(pattern, text, index - 1) : null) ??
    matchAt(pattern, text, index)
  );
};

const SELECTORS = '\ufe0f\u20e3';

const matchAt = (pattern: RegExp, text: string, index: number): RegExpExecArray | null => {
  pattern.lastIndex = index;
  return pattern.exec(text);
};

/**
 * A search for the next code unit with which something abnormal of any kind may begin; -1 when there is none. One look-up a
 * character is what keeps ordinary text fast.
 */
const suspectSearch = (): ((text: string, from: number) => number) => {
  suspects ??= suspectUnits();
  const isSuspect = suspects;
  return (text, from) => {
    for (let index = from; index < text.length; index++) {
      if (isSuspect[text.charCodeAt(index)] === 1) return index;
    }
    return -1;
  };
};

/** Made at the first use, for it takes some milliseconds. */
let suspects: Uint8Array | undefined;

const suspectUnits = (): Uint8Array => {
  const isSuspect = new Uint8Array(0x10000);
  const alone = new RegExp(`^(?:${Object.values(PATTERN_BY_KIND).join('|')})`, 'v');
  for (let unit = 0; unit < isSuspect.length; unit++) {
    if (alone.test(String.fromCharCode(unit))) isSuspect[unit] = 1;
  }
  for (const start of SEQUENCE_STARTS) isSuspect[start.charCodeAt(0)] = 1;
  return isSuspect;
};
