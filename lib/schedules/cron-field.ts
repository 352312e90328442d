/** The numbers that a field of a cron expression may take, and their names. */
export interface CronRange {
  readonly field: string;
  readonly first: number;
  readonly last: number;
  /** Names of `first`, `first + 1`, … */
  readonly names?: readonly string[];
}

/**
 * The numbers that a field allows: lists, ranges, steps, names and `*`.
 *
 * @throws RangeError saying what is wrong with the field
 */
export const parseCronField = (text: string, range: CronRange): ReadonlySet<number> =>
  new Set(text.split(',').flatMap((part) => parsePart(part, range)));

const parsePart = (part: string, range: CronRange): readonly number[] => {
  const [span = '', step, ...rest] = part.split('/');
  if (rest.length > 0 || span === '') throw new RangeError(`${range.field}: "${part}" is not understood`);
  const [first, last] = parseSpan(span, range);
  const stride = step === undefined ? 1 : parseStep(step, range);
  // `5/10` starts at 5 and goes on to the end of the range.
  const isOpen = step !== undefined && !span.includes('-');
  return spread({ first, last: isOpen ? range.last : last, stride }, range);
};

/** A span may run past the end of its range and go on at its start, as `20-2` hours do. */
const spread = (
  span: { readonly first: number; readonly last: number; readonly stride: number },
  range: CronRange,
): readonly number[] => {
  const size = range.last - range.first + 1;
  const last = span.last < span.first ? span.last + size : span.last;
  const numbers: number[] = [];
  for (let number = span.first; number <= last; number += span.stride) {
    numbers.push(number > range.last ? number - size : number);
  }
  return numbers;
};

const parseSpan = (span: string, range: CronRange): readonly [first: number, last: number] => {
  if (span === '*') return [range.first, range.last];
  const [from = '', to, ...rest] = span.split('-');
  if (rest.length > 0) throw new RangeError(`${range.field}: "${span}" is not understood`);
  const first = parseCronNumber(from, range);
  return [first, to === undefined ? first : parseCronNumber(to, range)];
};

const parseStep = (text: string, range: CronRange): number => {
  const step = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (step === 0) throw new RangeError(`${range.field}: "${text}" is no step`);
  return step;
};

/**
 * One number or name of a field.
 *
 * @throws RangeError
 */
export const parseCronNumber = (text: string, range: CronRange): number => {
  const named = range.names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return range.first + named;
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= range.first && number <= range.last) return number;
  throw new RangeError(`${range.field}: "${text}" is not within ${range.first} to ${range.last}`);
};
