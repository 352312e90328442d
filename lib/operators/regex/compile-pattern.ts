import { RegExpParser } from '@eslint-community/regexpp';
import { SluiceError } from '../../errors/sluice-error.ts';
import { isExponential } from './is-exponential.ts';
import { positionAutomata } from './position-automaton.ts';

/**
 * Compiles a user's pattern, in Unicode mode where it allows that. Patterns whose backtracking is only polynomial
 * pass: the specification's own examples are such; they run under a time limit.
 * @throws SluiceError ModelArts.72020057 when the pattern is no regular expression, or can take exponential time
 */
export const compilePattern = (pattern: string): RegExp => {
  const compiled = parsed(pattern, true) ?? parsed(pattern, false);
  if (compiled === undefined)
    throw new SluiceError('ModelArts.72020057', { pattern, reason: 'it is no regular expression' });
  if (positionAutomata(compiled.tree).some(isExponential)) {
    const reason = 'a repeated part of it can match the same text in several ways, which can take for ever';
    throw new SluiceError('ModelArts.72020057', { pattern, reason });
  }
  return compiled.expression;
};

const parsed = (pattern: string, unicode: boolean) => {
  try {
    const expression = new RegExp(pattern, unicode ? 'gu' : 'g');
    const tree = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern, 0, pattern.length, {
      unicode,
    });
    return { expression, tree };
  } catch {
    return undefined; // in Unicode mode the other mode may still take it
  }
};
