import { type CronRange, parseCronField, parseCronNumber } from './cron-field.ts';

/** A day of a month: month and day of the month from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}
export type DayRule = (day: CalendarDay) => boolean;

const dayOfMonth: CronRange = { field: 'day of month', first: 1, last: 31 };
const dayOfWeek: CronRange = {
  field: 'day of week',
  first: 1,
  last: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};

/**
 * The days that the two day fields allow together; one of them must be `?`.
 *
 * @throws RangeError
 */
export const parseDayRule = (monthField: string, weekField: string): DayRule => {
  if ((monthField === '?') === (weekField === '?')) {
    throw new RangeError('exactly one of day of month and day of week must be ?');
  }
  return weekField === '?' ? parseDayOfMonth(monthField) : parseDayOfWeek(weekField);
};

const parseDayOfMonth = (text: string): DayRule => {
  if (text === 'L') return (date) => date.day === daysIn(date);
  if (text === 'LW') return (date) => date.day === nearestWeekday(date, daysIn(date));
  const nearest = /^(\d+)W$/.exec(text)?.[1];
  if (nearest !== undefined) {
    const target = parseCronNumber(nearest, dayOfMonth);
    return (date) => target <= daysIn(date) && date.day === nearestWeekday(date, target);
  }
  const days = parseCronField(text, dayOfMonth);
  return (date) => days.has(date.day);
};

const parseDayOfWeek = (text: string): DayRule => {
  if (text === 'L') return (date) => weekday(date) === dayOfWeek.last;
  const last = /^(\w+)L$/.exec(text)?.[1];
  if (last !== undefined) {
    const target = parseCronNumber(last, dayOfWeek);
    return (date) => weekday(date) === target && date.day + 7 > daysIn(date);
  }
  const [name = '', ordinal] = text.split('#');
  if (ordinal !== undefined) {
    const target = parseCronNumber(name, dayOfWeek);
    const nth = parseCronNumber(ordinal, { field: 'day of week, after #', first: 1, last: 5 });
    return (date) => weekday(date) === target && Math.ceil(date.day / 7) === nth;
  }
  const days = parseCronField(text, dayOfWeek);
  return (date) => days.has(weekday(date));
};

/** Monday to Friday next to a day, in the same month. */
const nearestWeekday = ({ year, month }: CalendarDay, target: number): number => {
  const target0 = { year, month, day: target };
  if (weekday(target0) === saturday) return target === 1 ? 3 : target - 1;
  if (weekday(target0) === sunday) return target === daysIn(target0) ? target - 2 : target + 1;
  return target;
};

const sunday = 1;
const saturday = 7;
const weekday = ({ year, month, day }: CalendarDay): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
const daysIn = ({ year, month }: CalendarDay): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
