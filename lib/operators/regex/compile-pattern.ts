import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { SluiceError } from '../../errors/sluice-error.ts';
import { rangesOfNodes } from './character-ranges.ts';
import { isExponential } from './is-exponential.ts';
import { fromOtherDialects, type WrittenPattern } from './other-dialects.ts';
import { positionAutomata } from './position-automaton.ts';

export interface ParsedPattern {
  /** With the flag `g`. */
  readonly expression: RegExp;
  readonly tree: AST.Pattern;
  /** Whether case makes no difference, in a part of it at least. */
  readonly ignoresCase: boolean;
}

/**
 * Compiles a user's pattern, in Unicode mode where it allows that, or must with the flag `u`. Patterns whose backtracking
 * is only polynomial pass: the specification's own examples are such; they run under a time limit.
 * @throws SluiceError ModelArts.72020057 when the pattern is no regular expression, or can take exponential time
 */
export const parsePattern = (pattern: string, flags: string): ParsedPattern => {
  const written = fromOtherDialects({ pattern, flags });
  const compiled = parsed(written, true) ?? (flags.includes('u') ? undefined : parsed(written, false));
  if (compiled === undefined)
    throw new SluiceError('ModelArts.72020057', { pattern, reason: 'it is no regular expression' });
  const unknown = unknownEscape(compiled);
  if (unknown !== undefined)
    throw new SluiceError('ModelArts.72020057', { pattern, reason: `there is no escape ${unknown}` });
  const ignoresCase = compiled.expression.ignoreCase || /\(\?[ms]*i/.test(pattern);
  const isDotAll = compiled.expression.dotAll || /\(\?[im]*s/.test(pattern);
  const rangesOf = rangesOfNodes({ ignoresCase, isDotAll });
  if (positionAutomata(compiled.tree, rangesOf).some(isExponential)) {
    const reason = 'a repeated part of it can match the same text in several ways, which can take for ever';
    throw new SluiceError('ModelArts.72020057', { pattern, reason });
  }
  return { ...compiled, ignoresCase };
};

/** The expression of `parsePattern` alone, without flags of the user's. */
export const compilePattern = (pattern: string): RegExp => parsePattern(pattern, '').expression;

type Compiled = Omit<ParsedPattern, 'ignoresCase'>;

const parsed = ({ pattern, flags }: WrittenPattern, unicode: boolean): Compiled | undefined => {
  try {
    const expression = new RegExp(pattern, `g${flags.replace('u', '')}${unicode ? 'u' : ''}`);
    const tree = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern, 0, pattern.length, {
      unicode,
    });
    return { expression, tree };
  } catch {
    return undefined; // in Unicode mode the other mode may still take it
  }
};

/**
 * An escaped letter that outside of Unicode mode would silently be that letter, as the p of `\p{InCyrillic}` and the Q of
 * `\Qa.b\E`: whoever writes it means something else.
 */
const unknownEscape = ({ tree }: Compiled): string | undefined => {
  let found: string | undefined;
  visitRegExpAST(tree, {
    onCharacterEnter: ({ raw, value }) => {
      if (/^\\[A-Za-z]$/.test(raw) && raw.charCodeAt(1) === value) found ??= raw;
    },
  });
  return found;
};
