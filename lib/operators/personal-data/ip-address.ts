import { isAfter } from './context.ts';
import { type Detector, matchAt, type Span, textOf } from './detector.ts';
import { isIpv6 } from './is-ipv6.ts';

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const fourOctets = new RegExp(`${octet}\\.${octet}\\.${octet}\\.${octet}(?![\\w]|\\.\\w|-[A-Za-z])`, 'y');

/** IPv4 addresses; a port or a prefix length behind stays. What the text calls a version or a section is none. */
export const ipv4: Detector = {
  kind: 'ip_address',
  anchor: 'number',
  find: (text, { start, end }) => {
    if (end - start > 3 || text.charAt(end) !== '.') return undefined;
    const span = matchAt(fourOctets, text, start);
    if (span === undefined || continuesNumber.test(text.slice(Math.max(0, start - 2), start)))
      return undefined;
    return isVersionOrSection(text, span) ? undefined : span;
  },
};

/** `.` or `v-` or `Chrome/` before. */
const continuesNumber = /(?:\.|[A-Za-z]-|[A-Za-z]\/)$/;
const addressWord =
  /(?:(?<![A-Za-z])(?:ip|ipv4|dns|ping|ssh|host|telnet)|地址|服务器|主机|网关|掩码|子网|网段|server|gateway|address|addr|netmask|subnet)[^\n]{0,24}$/i;
const versionWord =
  /(?:version|版本|release|build|firmware|固件|驱动|driver|(?<![A-Za-z])(?:v|ver|rev)\.?)[^\n\d]{0,6}$|(?<![A-Za-z])(?:python|java|jdk|node|windows|android|ios|macos|linux|kernel|chrome|firefox|edge|office|mysql|nginx|php)[\s/-]{0,2}$|(?:section|chapter|clause|figure|table|appendix|(?<![A-Za-z])(?:sec|fig|tab)\.?|§|第|章|节|条|图|表|附录)[\s.:：#]{0,3}$/i;
const versionAfter = /\s?(?:版|节|章|version\b|release\b|build\b)/iy;
const certain = /^(?:192\.168|127\.0|255\.255|169\.254)\./;

const isVersionOrSection = (text: string, span: Span): boolean => {
  const address = textOf(text, span);
  if (certain.test(address)) return false;
  if (isAfter(text, span.start, versionWord) || matchAt(versionAfter, text, span.end)) return true;
  if (isAfter(text, span.start, addressWord)) return false;
  const octets = address.split('.');
  // Nothing tells 1.2.3.4 from a version or a section but a word, a port or a prefix length.
  if (address !== '0.0.0.0' && octets.every((it) => it.length === 1))
    return !/^(?::\d{2}|\/\d)/.test(text.slice(span.end, span.end + 3));
  return octets.every((it) => it !== '0' && Number(it) <= 30) && isHeading(text, span);
};

/** True of what starts a line and is followed by a space: the number of a section. */
const isHeading = (text: string, { start, end }: Span): boolean =>
  /(?:^|\n)[ \t#*>-]{0,12}$/.test(text.slice(Math.max(0, start - 13), start)) &&
  /[ \t、]/.test(text.charAt(end));

/** IPv6 addresses (RFC 4291), told from clocks, ratios and the scopes of programs. */
export const ipv6: Detector = {
  kind: 'ip_address',
  anchor: 'colon',
  find: (text, { start: colon }) => {
    const start = startOfHex(text, colon);
    const isFirstColon = text.charAt(start - 1) !== ':' && colon - start <= 4;
    if (!isFirstColon || /[\w.]/.test(text.charAt(start - 1))) return undefined;
    const span = matchAt(addressCharacters, text, start);
    if (span === undefined) return undefined;
    const end = withoutTrailingPunctuation(text, span);
    if (!isPlausible(text.slice(start, end)) || isSlice(text, start)) return undefined;
    return { start, end: matchAt(zone, text, end)?.end ?? end };
  },
};

/** `list[::2]` is no address. */
const isSlice = (text: string, start: number): boolean =>
  text.charAt(start - 1) === '[' && /[\w\])]/.test(text.charAt(start - 2));

const addressCharacters =
  /[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]{1,35}(?:\.\d{1,3}\.\d{1,3}\.\d{1,3})?(?![0-9A-Za-z_])/y;

/** The network that a local address is of (RFC 4007, section 11): `fe80::1%eth0`. */
const zone = /%\w{1,15}/y;

const startOfHex = (text: string, colon: number): number => {
  let start = colon;
  while (start > 0 && colon - start <= 4 && /[0-9A-Fa-f]/.test(text.charAt(start - 1))) start--;
  return start;
};

/** A colon that ends the sentence's part is none of the address; two are. */
const withoutTrailingPunctuation = (text: string, { start, end }: Span): number =>
  text.charAt(end - 1) === ':' && text.charAt(end - 2) !== ':' && end - start > 2 ? end - 1 : end;

/** Prefixes that are in use: global, local, multicast, embedded. */
const prefix = /^(?:[23][0-9a-f]{3}|f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]|ff[0-9a-f]{2}|0{1,4}|64|100):/i;

const isPlausible = (address: string): boolean => {
  if (!isIpv6(address)) return false;
  if (!address.includes('::')) return /[a-f]|[0-9a-f]{3}/i.test(address);
  if (address.startsWith('::'))
    return address === '::1' || /^::(?:ffff:|\d+\.)/i.test(address) || address.split(':').length > 4;
  return prefix.test(address) && /\d/.test(address);
};
