import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueSlot } from '../../lib/schedules/due-slot.ts';
import { nextSlot } from '../../lib/schedules/next-slot.ts';

const minuteMs = 60_000;
const start = Date.parse('2026-03-01T00:00:00Z');

const slotsUntil = (expression: string, first: number, now: number): number[] => {
  const slots: number[] = [];
  for (let slot: number | undefined = first; slot !== undefined && slot <= now; ) {
    slots.push(slot);
    slot = nextSlot(expression, slot);
  }
  return slots;
};

describe('what is due of a schedule', () => {
  it.each([
    'rate(1 minute)',
    'rate(7 minutes)',
    'rate(2 hours)',
    'cron(0/9 * * * ? *)',
    'cron(15 8,17 ? * MON-FRI *)',
  ])('is the latest slot of %s that is not after now; the earlier ones are counted', (expression) => {
    fc.assert(
      fc.property(fc.nat(3 * 24 * 60 * minuteMs), (elapsedMs) => {
        const first = nextSlot(expression, start) ?? 0;
        const now = first + elapsedMs;
        const slots = slotsUntil(expression, first, now);
        const following = nextSlot(expression, expression.startsWith('rate') ? (slots.at(-1) ?? 0) : now);
        const missedCount = Math.min(slots.length - 1, expression.startsWith('rate') ? Infinity : 1000);
        expect(dueSlot(expression, first, now)).toEqual({ slot: slots.at(-1), following, missedCount });
      }),
      { numRuns: 40 },
    );
  });

  it('has nothing that follows when the expression ends', () => {
    const last = Date.parse('2026-12-31T00:00:00Z');
    expect(dueSlot('cron(0 0 31 12 ? 2026)', last, last + 10 * minuteMs)).toEqual({
      slot: last,
      missedCount: 0,
    });
  });

  it('is found at once after years', () => {
    const now = Date.parse('2036-03-01T00:00:30Z');
    expect(dueSlot('cron(* * * * ? *)', start, now)).toEqual({
      slot: now - 30_000,
      following: now + 30_000,
      missedCount: 1000,
    });
  });
});
