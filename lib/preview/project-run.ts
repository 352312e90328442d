import { vcpusOf } from '../model/stage-functions.ts';
import { controlWork } from '../usage/control-work.ts';
import { priceWork } from '../usage/price-usage.ts';
import type { PlannedShards, PlannedStage } from './plan-stages.ts';
import { type About, scaled } from './rate.ts';

/** How long a stage's shards take on so many workers with a processor each. */
export const projectSeconds = (rate: About, shards: PlannedShards, workers: number): About => {
  const lanes = Math.max(1, Math.min(workers, shards.count));
  const rounds = Math.ceil(shards.count / lanes);
  const bytesPerShard = shards.count === 0 ? 0 : shards.bytes / shards.count;
  // The last to end is whoever has the largest shard, or one shard more than others.
  return scaled(rate, Math.max(shards.largest_bytes, rounds * bytesPerShard));
};

/** What a refining run would take on AWS: a vCPU of a function is taken to be as fast as a processor here. */
export const projectOnAws = (rate: About, stages: readonly PlannedStage[]) => {
  // The sample has gone through all stages that read records; the first stands for them.
  const refine = stages.find(({ kind }) => kind === 'refine');
  const shards = refine?.shards ?? { count: 0, bytes: 0, largest_bytes: 0 };
  const vcpuSeconds = scaled(rate, shards.bytes);
  const control = controlWork(stages.map((stage) => stage.shards.count));
  const requests = stages.reduce(
    (total, stage) => ({
      reads: total.reads + stage.requests.reads,
      writes: total.writes + stage.requests.writes,
    }),
    { reads: 0, writes: 0 },
  );
  const cost = (seconds: number): number => priceWork({ vcpuSeconds: seconds, requests }, control).total;
  return {
    workers: refine?.workers ?? 0,
    shards: shards.count,
    memoryMegabytes: refine?.memory_mb ?? 0,
    seconds: scaled(projectSeconds(rate, shards, refine?.workers ?? 1), 1 / Math.min(1, vcpusOf('refine'))),
    vcpuSeconds,
    cost: { about: cost(vcpuSeconds.about), low: cost(vcpuSeconds.low), high: cost(vcpuSeconds.high) },
  };
};
