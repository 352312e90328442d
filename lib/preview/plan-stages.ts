import type { StageWork } from '../engine/stage-work.ts';
import type { StageKind } from '../model/run.ts';
import { DEFAULT_WINDOW } from '../model/run.ts';
import { STAGE_FUNCTIONS } from '../model/stage-functions.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { ObjectRequests } from '../usage/price-usage.ts';

/** The shards of a stage, as far as they are known before the stages before it have run. */
export interface PlannedShards {
  readonly count: number;
  /** Set when there may be more, up to this. */
  readonly at_most?: number;
  readonly bytes: number;
  readonly largest_bytes: number;
}

/** A stage of a run that has not been started, as the API and the command line show it. */
export interface PlannedStage {
  readonly kind: StageKind;
  /** Operators that go over each record in one pass; only where there are any. */
  readonly operators?: readonly string[];
  readonly shards: PlannedShards;
  readonly function: string;
  readonly memory_mb: number;
  /** Shards that are worked on at once on AWS. */
  readonly workers: number;
  /** Shards that are out with workers and queues at once. */
  readonly window: number;
  readonly writes: readonly string[];
  /** Requests to the object store, at most. */
  readonly requests: ObjectRequests;
}

/** What a stage's function has to do with its shards. */
export const plannedStage = (
  kind: StageKind,
  shards: PlannedShards,
  rest: Pick<PlannedStage, 'writes' | 'requests' | 'operators'>,
): PlannedStage => {
  const { name, memoryMegabytes, maximumConcurrency } = STAGE_FUNCTIONS[kind];
  const { operators, ...others } = rest;
  const window = Math.min(DEFAULT_WINDOW, shards.at_most ?? shards.count);
  return {
    kind,
    ...(operators === undefined ? {} : { operators }),
    shards,
    function: name,
    memory_mb: memoryMegabytes,
    workers: Math.min(window, maximumConcurrency),
    window,
    ...others,
  };
};

/** Counts what the engine has cut. */
export const countShards = (
  ranges: readonly { readonly start: number; readonly end: number }[],
): PlannedShards => {
  const sizes = ranges.map(({ start, end }) => end - start);
  return {
    count: ranges.length,
    bytes: sizes.reduce((total, size) => total + size, 0),
    largest_bytes: sizes.reduce((largest, size) => Math.max(largest, size), 0),
  };
};

/** For each shard: two reads (its slice, and the rest of its last line) and its writes; for each stage its plan and spec. */
export const shardRequests = (shardCount: number, writesPerShard: number): ObjectRequests => ({
  reads: 2 * shardCount + 2,
  writes: writesPerShard * shardCount + 1,
});

/** What planning a stage may ask for: objects, and nothing else. */
export const planningPorts = (objects: ObjectStore): Parameters<StageWork['plan']>[0] => ({
  objects,
  log: { info: () => {}, warn: () => {}, error: () => {} },
  loadResource: async () => {
    throw new TypeError('planning loads no resources');
  },
});
