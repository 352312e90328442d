import { type CronSchedule, parseSchedule } from './parse-schedule.ts';

/**
 * When a schedule fires next after a time, both in ms since the epoch; undefined when it never does again.
 * A rate counts from `after`; a cron expression is in UTC and fires at whole minutes.
 *
 * @throws RangeError when the expression is none
 */
export const nextSlot = (expression: string, after: number): number | undefined => {
  const schedule = parseSchedule(expression);
  return schedule.kind === 'rate' ? after + schedule.periodMs : nextCronTime(schedule, after);
};

const minuteMs = 60_000;

const nextCronTime = (schedule: CronSchedule, after: number): number | undefined => {
  const earliest = new Date(Math.floor(after / minuteMs) * minuteMs + minuteMs);
  const sinceMidnight = earliest.getUTCHours() * 60 + earliest.getUTCMinutes();
  const today = utcDay(earliest.getUTCFullYear(), earliest.getUTCMonth() + 1, earliest.getUTCDate());
  const later = allows(schedule, today) ? firstMinute(schedule, sinceMidnight) : undefined;
  if (later !== undefined) return today.getTime() + later * minuteMs;
  const day = nextDay(schedule, today);
  const first = firstMinute(schedule, 0);
  return day === undefined || first === undefined ? undefined : day.getTime() + first * minuteMs;
};

/** The first minute of the day, at or after one, that the schedule allows. */
const firstMinute = ({ minutes, hours }: CronSchedule, from: number): number | undefined => {
  for (let minute = from; minute < 24 * 60; minute += 1) {
    if (hours.has(Math.floor(minute / 60)) && minutes.has(minute % 60)) return minute;
  }
  return undefined;
};

const nextDay = (schedule: CronSchedule, after: Date): Date | undefined => {
  const lastYear = Math.max(...schedule.years);
  let day = after;
  do {
    const month = day.getUTCMonth() + 1;
    // A month that cannot match is passed at a stride, so that a yearly schedule is found as quickly as a daily one.
    day =
      schedule.months.has(month) && schedule.years.has(day.getUTCFullYear())
        ? utcDay(day.getUTCFullYear(), month, day.getUTCDate() + 1)
        : utcDay(day.getUTCFullYear(), month + 1, 1);
    if (allows(schedule, day)) return day;
  } while (day.getUTCFullYear() <= lastYear);
  return undefined;
};

const allows = ({ years, months, allowsDay }: CronSchedule, at: Date): boolean => {
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + 1];
  return years.has(year) && months.has(month) && allowsDay({ year, month, day: at.getUTCDate() });
};

const utcDay = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month - 1, day));
