import { isAfter } from './context.ts';
import { type Detector, matchAt, type Span, textOf } from './detector.ts';

const pairs = /([0-9a-f]{2}([:-])[0-9a-f]{2}(?:\2[0-9a-f]{2}){4})(?![0-9a-z_]|\2[0-9a-f]{2}(?![0-9a-z]))/iy;
const macWord = /(?:mac|物理地址|硬件地址|网卡|ethernet|bssid|(?:hardware|physical) address)[^\n\d]{0,12}$/i;

const macOfPairs = (text: string, { start: at }: Span): Span | undefined => {
  const start = at - 2;
  if (start < 0 || text.charAt(at + 3) !== text.charAt(at)) return undefined;
  if (/[0-9A-Za-z_:.-]/.test(text.charAt(start - 1)) && !isLabelled(text, start)) return undefined;
  const span = matchAt(pairs, text, start);
  return span && isMac(text, span) ? span : undefined;
};

/** `MAC:20:6E:…`, `mac-20-6E-…` */
const isLabelled = (text: string, start: number): boolean =>
  /(?:mac|bssid)[:-]$/i.test(text.slice(Math.max(0, start - 6), start));

/** Six pairs of decimal digits may be a date with a time: then the text has to say what they are. */
const isMac = (text: string, span: Span): boolean =>
  /[a-f]/i.test(textOf(text, span)) || isAfter(text, span.start, macWord);

/** MAC addresses in pairs with colons (IEEE 802, section 8.1). */
export const macWithColons: Detector = { kind: 'mac_address', anchor: 'colon', find: macOfPairs };

/** MAC addresses in pairs with hyphens. */
export const macWithHyphens: Detector = { kind: 'mac_address', anchor: 'hyphen', find: macOfPairs };

const quads = /[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![0-9a-z_]|\.\w)/iy;

/** MAC addresses as network devices print them: `206e.d488.f398`. */
export const macWithDots: Detector = {
  kind: 'mac_address',
  anchor: 'dot',
  find: (text, { start: dot }) => {
    if (text.charAt(dot + 5) !== '.' || dot < 4) return undefined;
    const start = dot - 4;
    if (/[\w.]/.test(text.charAt(start - 1))) return undefined;
    const span = matchAt(quads, text, start);
    if (span === undefined || !isMac(text, span)) return undefined;
    return /\d/.test(textOf(text, span)) || isAfter(text, start, macWord) ? span : undefined;
  },
};

/** Twelve hexadecimal digits in one, where the text says what they are. */
export const macInOne: Detector = {
  kind: 'mac_address',
  anchor: 'number',
  find: (text, word) => {
    if (word.end - word.start !== 12) return undefined;
    return /^[0-9a-f]{12}$/i.test(textOf(text, word)) && isAfter(text, word.start, macWord)
      ? word
      : undefined;
  },
};
