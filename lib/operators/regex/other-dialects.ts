export interface WrittenPattern {
  readonly pattern: string;
  readonly flags: string;
}

/**
 * A pattern of Python, Java or PCRE as one of JavaScript, where it differs only in the spelling: flags at its start
 * (`(?i)`), named groups (`(?P<year>…)`, `(?P=year)`), ends of the text (`\A`, `\z`, `\Z`), horizontal spaces (`\h`) and
 * scripts (`\p{Han}`, `\p{IsHan}`). Patterns of JavaScript stay as they are.
 */
export const fromOtherDialects = (written: WrittenPattern): WrittenPattern => {
  const [start = '', leading = ''] = LEADING_FLAGS.exec(written.pattern) ?? [];
  let isInClass = false;
  const pattern = written.pattern.slice(start.length).replace(TOKEN, (token, name?: string) => {
    if (token === '[' || token === ']') {
      isInClass = token === '[';
      return token;
    }
    if (SCRIPTS.has(name ?? '')) return token.replace(/\{(?:Is)?/, '{Script=');
    return (isInClass ? IN_CLASS : OUTSIDE).get(token) ?? namedGroup(token);
  });
  return { pattern, flags: [...new Set(written.flags + leading)].join('') };
};

const LEADING_FLAGS = /^\(\?([ims]+)\)/;
const TOKEN = /\\[pP]\{(?:Is)?(\w+)\}|\\[\s\S]|[[\]]|\(\?P<|\(\?P=\w+\)/g;

const HORIZONTAL_SPACES = '\\t \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000';

const OUTSIDE: ReadonlyMap<string, string> = new Map([
  ['\\A', '(?<![\\s\\S])'],
  ['\\z', '(?![\\s\\S])'],
  ['\\Z', '(?![\\s\\S])'],
  ['\\h', `[${HORIZONTAL_SPACES}]`],
  ['(?P<', '(?<'],
]);
const IN_CLASS: ReadonlyMap<string, string> = new Map([['\\h', HORIZONTAL_SPACES]]);

const namedGroup = (token: string): string =>
  token.startsWith('(?P=') ? `\\k<${token.slice('(?P='.length, -1)}>` : token;

/** Names of Unicode scripts, which JavaScript wants to be called so. */
const SCRIPTS: ReadonlySet<string> = new Set(
  'Arabic Armenian Bengali Cyrillic Devanagari Georgian Greek Han Hangul Hebrew Hiragana Katakana Latin Mongolian Tamil Thai Tibetan'.split(
    ' ',
  ),
);
