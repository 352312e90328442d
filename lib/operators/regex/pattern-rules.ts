import * as z from 'zod';
import { SluiceError } from '../../errors/sluice-error.ts';

export const patternDescription =
  'Regular expression of JavaScript (ECMA-262); `(?i)` at its start, `(?P<name>…)`, `\\A`, `\\z`, `\\h` and `\\p{Han}` of other languages count too';

export const patternSchema = z.string().min(1).max(1000).describe(patternDescription);

export const flagsSchema = z
  .string()
  .regex(/^(?!.*(.).*\1)[imsu]*$/)
  .default('')
  .describe(
    'Flags of the regular expression: `i` (case makes no difference), `m` (^ and $ match at line ends), `s` (a dot matches line ends), `u` (Unicode mode or none; by default it is used where the pattern allows it)',
  );

/** The rules of an operator that takes either one pattern or several. */
export const rulesOf = <Rule extends { readonly pattern: string }>(
  operator: string,
  single: Rule,
  several: readonly Rule[],
): readonly Rule[] => {
  if (several.length === 0 && single.pattern === '')
    throw new SluiceError('ModelArts.72020002', { operator, parameter: 'pattern' });
  if (several.length > 0 && single.pattern !== '') {
    const reason = 'give either a pattern or rules';
    throw new SluiceError('ModelArts.72090007', { operator, parameter: 'rules', reason });
  }
  return several.length > 0 ? several : [single];
};
