import { DETECTORS, type Detector, type PersonalDataKind } from './detectors.ts';

/** Where personal data stands: [start, end) in UTF-16 code units. */
export interface PersonalDataSpan {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/**
 * Prepares the search for the given kinds. Spans come from left to right; of overlapping ones the earliest counts, and of
 * those the longest.
 */
export const createPersonalDataFinder = (kinds: readonly PersonalDataKind[]) => {
  const detectors = DETECTORS.filter(({ kind }) => kinds.includes(kind));
  return (text: string): readonly PersonalDataSpan[] => {
    if (!mayHoldAny.test(text)) return none;
    const plain = halfWidth(text);
    const spans = detectors.flatMap((detector) => spansOf(detector, plain));
    return spans.length === 0 ? none : withoutOverlaps(spans);
  };
};

const none: readonly PersonalDataSpan[] = [];

/** Nearly every kind has two digits together; the others have a host, or are a long run of capitals. */
const mayHoldAny = /[\d０-９]{2}|@|＠|:\/\/|[wW]{3}\.|\.[中公网我在商]|::|[A-HJ-NPR-Z\d]{17}/;

const spansOf = (
  { kind, mayOccur, pattern, isValid }: Detector,
  text: string,
): readonly PersonalDataSpan[] => {
  if (typeof mayOccur === 'string' ? !text.includes(mayOccur) : !mayOccur.test(text)) return none;
  const spans: PersonalDataSpan[] = [];
  for (const { 0: match, index: start } of text.matchAll(pattern)) {
    if (isValid !== undefined && !isValid(match, { text, start })) continue;
    const end = start + (kind === 'url' ? withoutTrailingPunctuation(match).length : match.length);
    spans.push({ kind, start, end });
  }
  return spans;
};

/** Punctuation at the end belongs to the sentence, and so does a bracket that was opened before the address. */
const withoutTrailingPunctuation = (address: string): string => {
  const trimmed = address.replace(/[.,;:!?…)\]>*_~]{1,8}$/, '');
  const isOpen = trimmed.includes('(') && address.slice(trimmed.length).startsWith(')');
  return isOpen ? address.slice(0, trimmed.length + 1) : trimmed;
};

/** Full-width letters, digits and signs as their ASCII forms: one code unit each, so places stay the same. */
const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));

const withoutOverlaps = (spans: readonly PersonalDataSpan[]): readonly PersonalDataSpan[] => {
  const kept: PersonalDataSpan[] = [];
  let end = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start < end) continue;
    kept.push(span);
    end = span.end;
  }
  return kept;
};
