import type { StageKind } from '../../lib/model/run.ts';
import { FAULT_KINDS, type FaultKind, type FaultRates } from './faults.ts';
import { seededRandom } from './seeded-random.ts';
import { contentCount } from './upload-content.ts';

/** What one simulated run of the cloud is to go through; all of it follows from its seed. */
export interface Schedule {
  readonly seed: number;
  /** The upload that is imported and refined, and perhaps one that comes meanwhile. */
  readonly contents: readonly number[];
  readonly rates: FaultRates;
  readonly faultBudget: number;
  /** Events of a run come in the order of sending, as their queue promises; the protocol must not need it. */
  readonly isOrdered: boolean;
  /** Largest difference between the clocks of two machines, milliseconds. */
  readonly skewMs: number;
  /** Shards of a stage out at once. */
  readonly window: number;
  readonly poison: Poison | undefined;
  readonly wait: Wait | undefined;
  /** Milliseconds after the start of the first and the second run of the first upload at which a person stops it. */
  readonly stopsAfterMs: readonly (number | undefined)[];
  /** Whether a person has runs go on that have failed or been stopped, poison taken away. */
  readonly isRetried: boolean;
  /** The manifest comes first and names its files. */
  readonly isAwaited: boolean;
}

/** Work that cannot be done: a shard that fails each time, for good, or kills its worker. */
export interface Poison {
  readonly kind: StageKind;
  readonly shard: number;
  readonly how: 'fails' | 'is-refused' | 'kills';
}

/** A shard that a service outside answers only after a while, and how often it is looked at meanwhile. */
export interface Wait {
  readonly kind: StageKind;
  readonly shard: number;
  readonly answerSeconds: number;
  readonly lookSeconds: number;
}

const largestRates: Readonly<Record<FaultKind, number>> = {
  lost: 0.03,
  late: 0.05,
  doubled: 0.15,
  reordered: 0.4,
  'partial-send': 0.3,
  'crash-before': 0.02,
  'crash-after': 0.02,
  'timed-out': 0.01,
  throttled: 0.03,
  'answer-lost': 0.03,
  truncated: 0.04,
  altered: 0.04,
  vanished: 0.04,
};

/** Each schedule has some kinds of faults, each at a rate of its own: all at once would hide what two together do. */
export const scheduleOf = (seed: number): Schedule => {
  const random = seededRandom(seed);
  const rates = FAULT_KINDS.filter(() => random.chance(0.5)).map(
    (kind) => [kind, largestRates[kind] * random.next()] as const,
  );
  const poisonKind = random.pick(['validate', 'import', 'refine', 'group', 'cluster', 'publish'] as const);
  const poison: Poison = {
    kind: poisonKind,
    shard: poisonKind === 'publish' || poisonKind === 'cluster' ? 0 : random.between(0, 3),
    how: random.pick(['fails', 'is-refused', 'kills']),
  };
  const content = random.between(0, contentCount - 1);
  return {
    seed,
    contents: random.chance(0.3) ? [content, random.between(0, contentCount - 1)] : [content],
    rates: Object.fromEntries(rates),
    faultBudget: random.between(5, 60),
    isOrdered: random.chance(0.7),
    skewMs: random.chance(0.5) ? random.between(1, 60_000) : 0,
    window: random.pick([2, 3, 5, 1000]),
    poison: random.chance(0.15) ? poison : undefined,
    stopsAfterMs: [0, 1].map(() => (random.chance(0.12) ? random.between(0, 4000) : undefined)),
    isRetried: random.chance(0.7),
    isAwaited: random.chance(0.3),
    wait: random.chance(0.3)
      ? {
          kind: random.pick(['validate', 'import', 'refine', 'group'] as const),
          shard: random.between(0, 2),
          // Longer now and then than a run may go without an answer.
          answerSeconds: random.chance(0.05) ? random.between(19_000, 25_000) : random.between(1, 4000),
          lookSeconds: random.pick([20, 300, 900]),
        }
      : undefined,
  };
};

/** The same uploads, and nothing that goes wrong. */
export const undisturbed = (content: number): Schedule => ({
  seed: 1,
  contents: [content],
  rates: {},
  faultBudget: 0,
  isOrdered: true,
  skewMs: 0,
  window: 1000,
  poison: undefined,
  stopsAfterMs: [],
  isRetried: false,
  isAwaited: false,
  wait: undefined,
});
