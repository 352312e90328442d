import type { SeededRandom } from './seeded-random.ts';

export const FAULT_KINDS = [
  /** A message that was taken never comes. */
  'lost',
  /** It comes minutes later. */
  'late',
  /** It comes twice. */
  'doubled',
  /** Later ones overtake it. */
  'reordered',
  /** A send fails or is cut off when a part of its messages is stored. */
  'partial-send',
  /** A process dies before what it was about to do, or after it, not having heard. */
  'crash-before',
  'crash-after',
  /** A call takes so long that the message comes to another process, and then both go on. */
  'timed-out',
  /** A store refuses a call, or does it and says that it has not. */
  'throttled',
  'answer-lost',
  /** What a worker wrote is cut short, has other bytes, or is gone. */
  'truncated',
  'altered',
  'vanished',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type FaultRates = Readonly<Partial<Record<FaultKind, number>>>;

/** Decides when something goes wrong, and counts it. */
export interface Faults {
  strikes(kind: FaultKind): boolean;
  readonly counts: ReadonlyMap<FaultKind, number>;
}

/** `budget` bounds all faults together: a schedule ends sooner or later. */
export const createFaults = (random: SeededRandom, rates: FaultRates, budget: number): Faults => {
  const counts = new Map<FaultKind, number>();
  let left = budget;
  return {
    counts,
    strikes: (kind) => {
      const rate = rates[kind] ?? 0;
      if (rate === 0 || left === 0 || !random.chance(rate)) return false;
      left--;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return true;
    },
  };
};
