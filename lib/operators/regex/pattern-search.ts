import { parsePattern } from './compile-pattern.ts';
import { type RequiredLiteral, requiredLiteral } from './required-literal.ts';

/** Finds what a user's pattern matches. */
export interface PatternSearch {
  /** True when the text holds a match. */
  isIn(text: string): boolean;
  /** The text with each match replaced; `$1`, `$<name>` and `$&` stand for groups and the match. */
  replaceIn(text: string, template: string): string;
}

/**
 * Prepares a pattern. A text without the characters that every match must hold is passed over at once, and so is what lies
 * too far before them for a match to start: a pattern such as `[\s\S]{0,10000}0 Introduction` would try ten thousand
 * characters from every place of a text without.
 * @throws SluiceError ModelArts.72020057 as `parsePattern` does
 */
export const createPatternSearch = (pattern: string, flags = ''): PatternSearch => {
  const { expression, tree, ignoresCase } = parsePattern(pattern, flags);
  const literal = ignoresCase ? undefined : requiredLiteral(tree);
  if (literal === undefined) return plainSearch(expression);
  if (literal.farthest <= nearEnough || literal.farthest === Number.POSITIVE_INFINITY) {
    const search = plainSearch(expression);
    return {
      isIn: (text) => text.includes(literal.text) && search.isIn(text),
      replaceIn: (text, template) => (text.includes(literal.text) ? search.replaceIn(text, template) : text),
    };
  }
  return literalSearch(expression, literal);
};

/** Beyond so many units before the literal it pays to start no earlier than a match can. */
const nearEnough = 64;

const plainSearch = (expression: RegExp): PatternSearch => ({
  isIn: (text) => {
    expression.lastIndex = 0;
    return expression.test(text);
  },
  replaceIn: (text, template) => text.replace(expression, template),
});

const literalSearch = (expression: RegExp, literal: RequiredLiteral): PatternSearch => {
  const before = expression.unicode ? codePointsBefore : unitsBefore;
  const next = (text: string, from: number): RegExpExecArray | null => {
    const place = text.indexOf(literal.text, from);
    if (place === -1) return null;
    expression.lastIndex = before(text, { place, from, count: literal.farthest });
    return expression.exec(text);
  };
  return {
    isIn: (text) => next(text, 0) !== null,
    replaceIn: (text, template) => {
      let result = '';
      let from = 0;
      for (let match = next(text, 0); match !== null; match = next(text, from)) {
        result += text.slice(from, match.index) + expand(template, match);
        // The literal is in the match, so that the match is not empty.
        from = match.index + match[0].length;
      }
      return from === 0 ? text : result + text.slice(from);
    },
  };
};

interface Stretch {
  readonly place: number;
  readonly from: number;
  readonly count: number;
}

/** The place so many characters before another, but not before `from`. */
const unitsBefore = (_text: string, { place, from, count }: Stretch): number => Math.max(from, place - count);

const codePointsBefore = (text: string, { place, from, count }: Stretch): number => {
  let at = place;
  for (let left = count; left > 0 && at > from; left--) {
    const isPair = at - 2 >= from && (text.codePointAt(at - 2) ?? 0) > 0xffff;
    at -= isPair ? 2 : 1;
  }
  return at;
};

/** What takes the place of a match (ECMA-262, GetSubstitution), of which a template has no parts of the text around. */
const expand = (template: string, match: RegExpExecArray): string =>
  template.replace(/\$(?:\$|&|(\d\d?)|<([^>]*)>)/g, (written, digits?: string, name?: string) => {
    if (written === '$$') return '$';
    if (written === '$&') return match[0];
    if (name !== undefined) return match.groups === undefined ? written : (match.groups[name] ?? '');
    return groupText(match, digits ?? '') ?? written;
  });

/** Of two digits that are no group, the first may be one. */
const groupText = (match: RegExpExecArray, digits: string): string | undefined => {
  const isGroup = (number: number): boolean => number > 0 && number < match.length;
  if (isGroup(Number(digits))) return match[Number(digits)] ?? '';
  const first = Number(digits.charAt(0));
  return digits.length === 2 && isGroup(first) ? `${match[first] ?? ''}${digits.charAt(1)}` : undefined;
};
