import { nextSlot } from './next-slot.ts';
import { parseSchedule } from './parse-schedule.ts';

/** What is due of a schedule; all times are milliseconds since the epoch, UTC. */
export interface DueSlot {
  /** The latest slot that is not after now. */
  readonly slot: number;
  /** The slot after now; absent when there is none. */
  readonly following?: number;
  /** Earlier slots that went by unseen. */
  readonly missedCount: number;
}

/** Slots that are counted one by one; of more than these it is only known that there were as many. */
const countedSlots = 1000;

/**
 * What is due at `now` of a schedule whose next slot `nextAt` is not after it. Of all slots that went by, one is fired:
 * a task that would be started ten times in a row does nothing the other nine times.
 */
export const dueSlot = (expression: string, nextAt: number, now: number): DueSlot => {
  const schedule = parseSchedule(expression);
  if (schedule.kind === 'rate') {
    const missedCount = Math.floor((now - nextAt) / schedule.periodMs);
    const slot = nextAt + missedCount * schedule.periodMs;
    return { slot, following: slot + schedule.periodMs, missedCount };
  }
  const slot = latestSlot(expression, nextAt, now);
  const following = nextSlot(expression, now);
  const missedCount = countSlots(expression, nextAt, slot);
  return following === undefined ? { slot, missedCount } : { slot, following, missedCount };
};

/** The last slot in [first, now] of a cron expression of which `first` is a slot, found by halving. */
const latestSlot = (expression: string, first: number, now: number): number => {
  let slot = first;
  let end = now;
  while (slot < end) {
    const middle = slot + Math.floor((end - slot) / 2);
    const next = nextSlot(expression, middle);
    if (next !== undefined && next <= now) slot = next;
    else end = middle;
  }
  return slot;
};

/** Slots in [from, to). */
const countSlots = (expression: string, from: number, to: number): number => {
  let count = 0;
  for (let slot = from; slot < to && count < countedSlots; count++) slot = nextSlot(expression, slot) ?? to;
  return count;
};
