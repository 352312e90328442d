import { ANCHOR_BITS, anchorTables, FULL_WIDTH_BIT } from './anchors.ts';
import type { Detector, Span } from './detector.ts';
import { DETECTORS } from './detectors.ts';
import { foldFullWidth } from './fold-full-width.ts';
import { PERSONAL_DATA_KINDS, type PersonalDataKind } from './personal-data-kind.ts';
import { mayBeNumber, wordAround } from './word-around.ts';

/** Where personal data stands: [start, end) in UTF-16 code units. */
export interface PersonalDataSpan extends Span {
  readonly kind: PersonalDataKind;
}

/**
 * Prepares the search for the given kinds. Spans come from left to right; of overlapping ones the earliest counts, and of
 * those the longest. One pass over the code units finds the places worth a closer look.
 */
export const createPersonalDataFinder = (
  kinds: readonly PersonalDataKind[],
): ((text: string) => readonly PersonalDataSpan[]) => {
  const scan = createScan(DETECTORS.filter(({ kind }) => kinds.includes(kind)));
  return (text) => {
    const spans = scan(text) ?? scan(foldFullWidth(text)) ?? NONE;
    return spans.length > 1 ? withoutOverlaps(spans) : spans;
  };
};

const NONE: readonly PersonalDataSpan[] = [];

/** The search in one form; its function gives undefined at the first full-width character. */
const createScan = (detectors: readonly Detector[]) => {
  const { bitByUnit, bitsBeforeUnit } = anchorTables(new Set(detectors.map(({ anchor }) => anchor)));
  const detectorsByBit = new Map(
    Object.entries(ANCHOR_BITS).map(([name, bit]) => [
      bit,
      detectors.filter(({ anchor }) => anchor === name),
    ]),
  );

  /** Looks around an anchor, and gives the place where the scan goes on. */
  const look = (text: string, at: number, found: PersonalDataSpan[]): number => {
    const bit = bitByUnit[text.charCodeAt(at)] ?? 0;
    const isNumber = bit === ANCHOR_BITS.number;
    const anchor = isNumber ? wordAround(text, at) : { start: at, end: at + 1 };
    if (isNumber && !mayBeNumber(text, anchor)) return anchor.end;
    let { end } = anchor;
    for (const { kind, find } of detectorsByBit.get(bit) ?? []) {
      const span = find(text, anchor);
      if (span === undefined) continue;
      found.push({ kind, start: span.start, end: span.end });
      // What starts inside would give way, and searching there again and again would take quadratic time.
      if (span.end > end) end = span.end;
    }
    return end;
  };

  return (text: string): readonly PersonalDataSpan[] | undefined => {
    const found: PersonalDataSpan[] = [];
    const { length } = text;
    for (let at = 0; at < length; at++) {
      const bit = bitByUnit[text.charCodeAt(at)] ?? 0;
      if (bit === 0) continue;
      if (bit === FULL_WIDTH_BIT) return undefined;
      if ((bit & (bitsBeforeUnit[unitAt(text, at + 1)] ?? 0)) !== 0) at = look(text, at, found) - 1;
    }
    return found;
  };
};

/** Behind the end there is NUL: a table must never be asked for NaN, which makes all its look-ups slow. */
const unitAt = (text: string, at: number): number => (at < text.length ? text.charCodeAt(at) : 0);

const withoutOverlaps = (spans: readonly PersonalDataSpan[]): readonly PersonalDataSpan[] => {
  const kept: PersonalDataSpan[] = [];
  let end = 0;
  for (const span of spans.toSorted(compareSpans)) {
    if (span.start < end) continue;
    kept.push(span);
    end = span.end;
  }
  return kept;
};

const compareSpans = (one: PersonalDataSpan, other: PersonalDataSpan): number =>
  one.start - other.start ||
  other.end - one.end ||
  PERSONAL_DATA_KINDS.indexOf(one.kind) - PERSONAL_DATA_KINDS.indexOf(other.kind);
