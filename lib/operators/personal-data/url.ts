import { type Detector, matchAt, type Span } from './detector.ts';
import { endOfAddress } from './end-of-address.ts';
import { withoutGluedWord } from './host.ts';

const chineseTopLevel = '中国|中國|公司|网络|網絡|网址|在线|中文网|商城|集团|香港|台湾|台灣|我爱你';
// A host in Chinese needs a top-level domain that ends it: the text goes on without a space.
const hostInChinese = `(?:[a-z0-9-]{1,63}\\.){0,4}(?:[a-z0-9\\u4e00-\\u9fff-]{1,63}\\.(?:${chineseTopLevel})|[\\u4e00-\\u9fff]{1,20}\\.(?:com|cn|net|org)(?![a-z0-9-]))`;
const hostLabels = '[a-z0-9_][a-z0-9_-]{0,62}(?:\\.[a-z0-9_-]{1,63}){0,10}';
const hostPattern = new RegExp(`\\[[0-9a-f:.]{2,45}\\]|${hostInChinese}|${hostLabels}`, 'iy');
const credentials = /[\w.~%!$&*+=:-]{1,128}@/y;
// Brackets, quotes and backslashes end an address in running text, in Markdown and in code.
const rest = /(?::\d{1,5}(?!\d))?(?:[/?#][\w\-.~:/?#@!$&()*+,;=%|{}]*)?/y;
const scheme =
  /(?:https?|ftps?|sftp|wss?|(?<![a-z0-9])(?:file|ssh|git|svn|ldaps?|telnet|rtsp|rtmp|mysql|postgres(?:ql)?|mongodb(?:\+srv)?|rediss?|amqps?))$/i;
const longestScheme = 'mongodb+srv'.length;

/** Web addresses that say so: `https://…`. */
export const urlWithScheme: Detector = {
  kind: 'url',
  anchor: 'colon',
  find: (text, { start: colon }) => {
    if (!text.startsWith('//', colon + 1)) return undefined;
    // One more than the scheme, to see what it stands behind.
    const name = scheme.exec(text.slice(Math.max(0, colon - longestScheme - 1), colon))?.[0];
    if (name === undefined) return undefined;
    // A file of this machine: nothing stands between the second and the third slash.
    if (/^file$/i.test(name) && text.charAt(colon + 3) === '/')
      return wholeAddress(text, { start: colon - name.length, end: colon + 3 }, colon + 3);
    const hostStart = matchAt(credentials, text, colon + 3)?.end ?? colon + 3;
    const host = matchAt(hostPattern, text, hostStart);
    return host && wholeAddress(text, { start: colon - name.length, end: host.end }, hostStart);
  },
};

const hostWithWww = new RegExp(
  `www\\.(?:(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,8}[a-z][a-z0-9-]{1,62}|${hostInChinese})`,
  'iy',
);

/** Web addresses by their habit: `www.…`. */
export const urlWithWww: Detector = {
  kind: 'url',
  anchor: 'dot',
  find: (text, { start: dot }) => {
    const unit = text.charCodeAt(dot - 1) | 0x20;
    if (unit !== 0x77 || !/^www$/i.test(text.slice(Math.max(0, dot - 3), dot))) return undefined;
    const start = dot - 3;
    if (/[\w@.-]/.test(text.charAt(start - 1))) return undefined;
    const host = matchAt(hostWithWww, text, start);
    return host && wholeAddress(text, host, start);
  },
};

/** Path, query and fragment with it, the punctuation of the sentence without. */
const wholeAddress = (text: string, host: Span, hostStart: number): Span => {
  const hostOnly = withoutGluedWord(text, host, hostStart);
  if (hostOnly.end < host.end) return hostOnly;
  const end = matchAt(rest, text, host.end)?.end ?? host.end;
  return { start: host.start, end: endOfAddress(text, host.end, end) };
};
