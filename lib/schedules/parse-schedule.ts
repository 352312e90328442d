import { type DayRule, parseDayRule } from './cron-day.ts';
import { parseCronField } from './cron-field.ts';

export type ParsedSchedule = { readonly kind: 'rate'; readonly periodMs: number } | CronSchedule;

/** Times are UTC; minutes, hours, months and years are those allowed. */
export interface CronSchedule {
  readonly kind: 'cron';
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly allowsDay: DayRule;
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
}

/**
 * A schedule expression of EventBridge: `rate(5 minutes)` or `cron(0 10 * * ? *)`.
 *
 * @throws RangeError saying what is wrong with the expression
 */
export const parseSchedule = (expression: string): ParsedSchedule => {
  const { kind, content = '' } = /^(?<kind>rate|cron)\((?<content>[^()]*)\)$/.exec(expression)?.groups ?? {};
  if (kind === 'rate') return parseRate(content);
  if (kind === 'cron') return parseCron(content);
  throw new RangeError(`"${expression}" is neither rate(…) nor cron(…)`);
};

const msByUnit: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const parseRate = (content: string): ParsedSchedule => {
  const [, count = '', unit = '', plural] = /^([1-9]\d{0,8}) (minute|hour|day)(s?)$/.exec(content) ?? [];
  const unitMs = msByUnit[unit];
  if (unitMs === undefined) throw new RangeError(`rate: "${content}" is no number of minutes, hours or days`);
  // EventBridge refuses `1 minutes` and `5 minute`, so such a file could not be deployed.
  if ((count === '1') !== (plural === '')) throw new RangeError(`rate: "${content}" has the wrong plural`);
  return { kind: 'rate', periodMs: Number(count) * unitMs };
};

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

const parseCron = (content: string): ParsedSchedule => {
  const fields = content.trim().split(/\s+/);
  if (fields.length !== 6) throw new RangeError(`cron: has ${fields.length} fields, must have 6`);
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = ''] = fields;
  return {
    kind: 'cron',
    minutes: parseCronField(minutes, { field: 'minutes', first: 0, last: 59 }),
    hours: parseCronField(hours, { field: 'hours', first: 0, last: 23 }),
    allowsDay: parseDayRule(days, weekdays),
    months: parseCronField(months, { field: 'month', first: 1, last: 12, names: monthNames }),
    years: parseCronField(years, { field: 'year', first: 1970, last: 2199 }),
  };
};
