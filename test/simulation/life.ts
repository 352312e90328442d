import type { FaultKind, Faults } from './faults.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What befalls every process of the simulated cloud. */
export interface World {
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly faults: Faults;
  /** Hears what happens, for the history of a run that went wrong. */
  readonly note: (who: string, what: string) => void;
}

export interface LifeOptions {
  readonly name: string;
  /** Nothing may go wrong with it any more, so that what it does is done in the end. */
  readonly isSpared: boolean;
  /** How long a call takes that outlives its message's visibility, milliseconds. */
  readonly timeoutMs: number;
  /** Whether a store's refusal may meet it, and that one has. */
  readonly refusals: { readonly may: () => boolean; readonly met: () => void };
  readonly onDeath: () => void;
}

/** One process at work, from its start to its end or its death. A dead one never hears of anything again. */
export interface Life {
  readonly name: string;
  readonly isAlive: () => boolean;
  /** Does what a call to a port does, in a while, unless something goes wrong. */
  call<T>(what: string, act: () => Promise<T>, failure?: () => Error): Promise<T>;
  /** Whether a fault befalls it now. */
  strikes(kind: FaultKind): boolean;
  die(why: string): Promise<never>;
}

/** A promise of its own each time: one for all would remember everyone who waits for it. */
const never = (): Promise<never> => new Promise(() => {});

export const startLife = (world: World, options: LifeOptions): Life => {
  const { time, random, faults, note } = world;
  let isAlive = true;
  const die = (why: string): Promise<never> => {
    if (isAlive) {
      isAlive = false;
      note(options.name, `dies ${why}`);
      options.onDeath();
    }
    return never();
  };
  const strikes = (kind: FaultKind): boolean => !options.isSpared && faults.strikes(kind);
  const isRefused = (kind: FaultKind): boolean => {
    if (!options.refusals.may() || !strikes(kind)) return false;
    options.refusals.met();
    return true;
  };

  return {
    name: options.name,
    isAlive: () => isAlive,
    strikes,
    die,
    call: async (what, act, failure) => {
      const refuse = (kind: FaultKind, how: string): void => {
        if (failure === undefined || !isRefused(kind)) return;
        note(options.name, `${how}: ${what}`);
        throw failure();
      };
      const isSlow = strikes('timed-out');
      await time.sleep(isSlow ? options.timeoutMs + random.between(1, 30_000) : random.between(1, 40));
      if (!isAlive) return never();
      if (isSlow) note(options.name, `is slow: ${what}`);
      if (strikes('crash-before')) return die(`before ${what}`);
      refuse('throttled', 'is refused');
      const result = await act();
      note(options.name, what);
      if (strikes('crash-after')) return die(`after ${what}`);
      refuse('answer-lost', 'hears no answer');
      return result;
    },
  };
};
