import { type Detector, matchAt } from './detector.ts';
import { endOfAddress } from './end-of-address.ts';

/** Longest name of a host (RFC 1035, section 2.3.4). */
const longestHost = 253;

/**
 * Web addresses without any mark, `example.com/a`: only under top-level domains that no file and no part of a program
 * is called by. `.net`, which also ends the names of products, and the domains of short links need a
 * path.
 */
export const bareHost: Detector = {
  kind: 'url',
  anchor: 'dot',
  find: (text, { start: dot }) => {
    if (matchAt(topLevel, text, dot) === undefined) return undefined;
    let start = dot;
    while (start > 0 && dot - start < longestHost && hostCharacter.test(text.charAt(start - 1))) start--;
    if (/[\w@$\\.]/.test(text.charAt(start - 1)) || isInPath(text, start)) return undefined;
    const address = matchAt(pattern, text, start);
    return address && { start, end: endOfAddress(text, start, address.end) };
  },
};

const isInPath = (text: string, start: number): boolean =>
  text.charAt(start - 1) === '/' && text.charAt(start - 2) !== '/';

const hostCharacter = /[A-Za-z0-9.-]/;
/** Of countries that give out names under a second level: `example.co.uk`. */
const ofCountry =
  '(?:com|co|org|edu|gov|ac)\\.(?:uk|jp|kr|nz|za|in|il|th|id|au|br|mx|ar|tr|tw|hk|sg|my|ph|vn)';
const shortLinks = '(?:ly|be|gl|io|co|me|uk|jp|hk|tw)(?=/\\w{2})';
const topLevel = new RegExp(
  `\\.(?:${ofCountry}|com|cn|org|edu|gov|net|${shortLinks})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])`,
  'y',
);
const pattern = new RegExp(
  `[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\\.(?=[A-Za-z0-9])){1,8}(?:${ofCountry}|com|cn|org|edu|gov|net(?=/\\w)|${shortLinks})(?![\\w(=-]|\\.\\w|\\s?=)(?::\\d{1,5}(?!\\d))?(?:/[\\w\\-.~:/?#@!$&*+,;=%]*)?`,
  'y',
);
