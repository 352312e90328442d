import type { Clock } from '../../ports/clock.ts';

/** The time, and a way to be called later: the only source of both for the queues. */
export interface SqsClock extends Clock {
  /** Calls back after a delay in milliseconds, unless the function that it gives is called before. */
  schedule(delayMs: number, callback: () => void): () => void;
}

/** The machine's clock. */
export const systemSqsClock: SqsClock = {
  now: () => Date.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
