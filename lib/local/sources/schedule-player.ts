import { setTimeout as wait } from 'node:timers/promises';
import { nextSlot } from '../../schedules/next-slot.ts';

/** The time, and waiting for it. */
export interface Alarm {
  /** ms since the epoch, UTC. */
  now(): number;
  /** Resolves at a time, or as soon as the signal says so. */
  waitUntil(at: number, signal: AbortSignal): Promise<void>;
}

export interface SchedulePlayerOptions {
  readonly expression: string;
  /** Resolves when the function has ended; must not reject. */
  readonly fire: (at: number) => Promise<void>;
  readonly alarm?: Alarm | undefined;
}

/**
 * Fires a schedule. A firing waits for the one before; those that fell due meanwhile, or while the machine slept,
 * become one. A firing that fails is not repeated: the next one follows.
 */
export class SchedulePlayer {
  readonly #stopping = new AbortController();
  readonly #playing: Promise<void>;

  constructor({ expression, fire, alarm = realAlarm }: SchedulePlayerOptions) {
    const { signal } = this.#stopping;
    const play = async (): Promise<void> => {
      let at = nextSlot(expression, alarm.now());
      while (at !== undefined) {
        await alarm.waitUntil(at, signal);
        if (signal.aborted) return;
        await fire(at);
        const next = nextSlot(expression, at);
        at = next !== undefined && next <= alarm.now() ? nextSlot(expression, alarm.now()) : next;
      }
    };
    this.#playing = play();
  }

  /** Fires no more and waits for the firing under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#playing;
  }
}

/** A clock that is set or a machine that sleeps moves the time; so it is looked at again and again. */
const longestWaitMs = 30_000;

const realAlarm: Alarm = {
  now: Date.now,
  waitUntil: async (at, signal) => {
    while (!signal.aborted && Date.now() < at) {
      await wait(Math.min(at - Date.now(), longestWaitMs), undefined, { signal }).catch(() => undefined);
    }
  },
};
