import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSlot } from '../../lib/schedules/next-slot.ts';

const firings = (expression: string, after: string, count: number): string[] => {
  const times: string[] = [];
  let at = Date.parse(after);
  while (times.length < count) {
    const next = nextSlot(expression, at);
    if (next === undefined) break;
    at = next;
    times.push(new Date(next).toISOString().slice(0, 16));
  }
  return times;
};

describe('rates', () => {
  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(7 days)', 604_800_000],
  ])('%s counts from the time given', (expression, periodMs) => {
    expect(nextSlot(expression, 1_000)).toBe(1_000 + periodMs);
  });
});

describe('the examples of AWS', () => {
  // EventBridge user guide, cron expressions reference; the dates are those of January 2026, which starts on a Thursday.
  it.each([
    ['cron(0 10 * * ? *)', ['2026-01-01T10:00', '2026-01-02T10:00']],
    ['cron(15 12 * * ? *)', ['2026-01-01T12:15', '2026-01-02T12:15']],
    ['cron(0 18 ? * MON-FRI *)', ['2026-01-01T18:00', '2026-01-02T18:00', '2026-01-05T18:00']],
    ['cron(0 8 1 * ? *)', ['2026-01-01T08:00', '2026-02-01T08:00']],
    [
      'cron(0/15 * * * ? *)',
      ['2026-01-01T00:15', '2026-01-01T00:30', '2026-01-01T00:45', '2026-01-01T01:00'],
    ],
    ['cron(0/10 * ? * MON-FRI *)', ['2026-01-01T00:10', '2026-01-01T00:20']],
    ['cron(0/5 8-17 ? * MON-FRI *)', ['2026-01-01T08:00', '2026-01-01T08:05']],
    ['cron(0 9 ? * 2#1 *)', ['2026-01-05T09:00', '2026-02-02T09:00']],
    ['cron(1/10 * * * ? *)', ['2026-01-01T00:01', '2026-01-01T00:11', '2026-01-01T00:21']],
    ['cron(0 0 3W * ? *)', ['2026-01-02T00:00', '2026-02-03T00:00']],
    ['cron(0 0 L * ? *)', ['2026-01-31T00:00', '2026-02-28T00:00']],
    ['cron(15 10 ? * 6L 2026-2027)', ['2026-01-30T10:15', '2026-02-27T10:15']],
    ['cron(0 0 ? JAN,FEB 3#2 *)', ['2026-01-13T00:00', '2026-02-10T00:00', '2027-01-12T00:00']],
  ])('%s', (expression, times) => {
    expect(firings(expression, '2026-01-01T00:00:00Z', times.length)).toEqual(times);
  });
});

describe('cron expressions', () => {
  it('run past midnight when the hours do', () => {
    expect(firings('cron(0/30 22-0 ? * * *)', '2026-01-01T21:00:00Z', 5)).toEqual([
      '2026-01-01T22:00',
      '2026-01-01T22:30',
      '2026-01-01T23:00',
      '2026-01-01T23:30',
      '2026-01-02T00:00',
    ]);
  });

  it('take the last day of the week for L and a last weekday for LW', () => {
    expect(firings('cron(0 0 ? * L *)', '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-01-03T00:00',
      '2026-01-10T00:00',
    ]);
    expect(firings('cron(0 0 LW * ? *)', '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-01-30T00:00',
      '2026-02-27T00:00',
    ]);
  });

  it('keep a nearest weekday inside its month', () => {
    expect(firings('cron(0 0 1W 8 ? *)', '2026-01-01T00:00:00Z', 1)).toEqual(['2026-08-03T00:00']);
    expect(firings('cron(0 0 31W 5 ? *)', '2026-01-01T00:00:00Z', 1)).toEqual(['2026-05-29T00:00']);
  });

  it('find a leap day, and never one in a year that has none', () => {
    expect(firings('cron(0 0 29 2 ? *)', '2026-03-01T00:00:00Z', 2)).toEqual([
      '2028-02-29T00:00',
      '2032-02-29T00:00',
    ]);
    expect(nextSlot('cron(0 0 29 2 ? 2027)', 0)).toBeUndefined();
    expect(nextSlot('cron(0 0 30 2 ? *)', 0)).toBeUndefined();
  });

  it('end with their last year', () => {
    expect(firings('cron(0 0 1 1 ? 2027)', '2026-05-01T00:00:00Z', 3)).toEqual(['2027-01-01T00:00']);
  });

  it('never fire at the very time that they are asked about', () => {
    const noon = Date.parse('2026-01-01T12:00:00Z');
    expect(nextSlot('cron(0 12 * * ? *)', noon)).toBe(noon + 86_400_000);
    expect(nextSlot('cron(0 12 * * ? *)', noon - 1)).toBe(noon);
  });
});

describe('a text that is no schedule', () => {
  it.each([
    ['rate(1 minutes)', 'wrong plural'],
    ['rate(5 minute)', 'wrong plural'],
    ['rate(0 minutes)', 'no number'],
    ['rate(5 seconds)', 'no number'],
    ['every day', 'neither'],
    ['cron(0 10 * * ?)', 'has 5 fields'],
    ['cron(0 10 * * * *)', 'must be ?'],
    ['cron(0 10 ? * ? *)', 'must be ?'],
    ['cron(60 10 * * ? *)', 'minutes: "60"'],
    ['cron(0 24 * * ? *)', 'hours: "24"'],
    ['cron(0 0 32 * ? *)', 'day of month: "32"'],
    ['cron(0 0 ? * 0 *)', 'day of week: "0"'],
    ['cron(0 0 ? * 3#6 *)', 'after #'],
    ['cron(0 0 ? * 3#1,6#3 *)', 'day of week'],
    ['cron(0 0 * FOO ? *)', 'month: "FOO"'],
    ['cron(*/0 0 * * ? *)', 'no step'],
    ['cron(0 0 1 1 ? 1969)', 'year: "1969"'],
  ])('%s is refused with the reason', (expression, reason) => {
    expect(() => nextSlot(expression, 0)).toThrow(reason);
  });
});

describe('for every list of minutes, hours and days', () => {
  const field = (first: number, last: number) =>
    fc.uniqueArray(fc.integer({ min: first, max: last }), { minLength: 1, maxLength: 4 });

  it('the next firing is the first minute that the fields allow', () => {
    fc.assert(
      fc.property(
        field(0, 59),
        field(0, 23),
        field(1, 7),
        fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (minutes, hours, days, after) => {
          const expression = `cron(${minutes} ${hours} ? * ${days} *)`;
          let minute = Math.floor(after.getTime() / 60_000) * 60_000;
          const isAllowed = (at: Date) =>
            minutes.includes(at.getUTCMinutes()) &&
            hours.includes(at.getUTCHours()) &&
            days.includes(at.getUTCDay() + 1);
          do minute += 60_000;
          while (!isAllowed(new Date(minute)));
          expect(nextSlot(expression, after.getTime())).toBe(minute);
        },
      ),
      { numRuns: 60 },
    );
  });
});
