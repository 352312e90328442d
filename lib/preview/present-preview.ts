import { operatorNames } from '../refine/operator-names.ts';
import { money, rounded } from '../usage/present-usage.ts';
import { PRICES } from '../usage/prices.ts';
import type { projectOnAws } from './project-run.ts';
import type { About } from './rate.ts';
import type { SampleEffect } from './run-sample.ts';
import type { Sample } from './sample.ts';

/** A preview as the API and the command line show it: the sample, then a row for each operator with its examples. */
export const presentEffect = (effect: SampleEffect, sample: Sample) => {
  const names = operatorNames(effect.operators.map(({ operatorId }) => operatorId));
  return {
    sample: {
      records: effect.triedCount,
      of_records: sample.recordCount,
      bytes: effect.triedBytes,
      of_bytes: sample.sizeBytes,
      is_whole: effect.triedCount === sample.recordCount,
      is_cut: effect.isCut,
      note: sampleNote(effect, sample),
    },
    operators: effect.operators.map((counts, index) => ({
      name: names[index] ?? counts.operatorId,
      operator: counts.operatorId,
      in: counts.inCount,
      out: counts.outCount,
      hits: counts.hitCount,
      changed_by_reason: counts.changedByReason,
      dropped_by_reason: counts.droppedByReason,
      rejected: counts.rejectedCount,
      examples: counts.examples,
    })),
    rejected_count: effect.rejectedCount,
    rejects: effect.rejects.map(({ line, ...reject }) => ({ ...reject, place: line })),
    output: { records: lastOut(effect), bytes: effect.keptBytes },
  };
};

const lastOut = ({ operators }: SampleEffect): number => operators.at(-1)?.outCount ?? 0;

const sampleNote = ({ isCut, triedCount }: SampleEffect, { recordCount }: Sample): string => {
  if (isCut) return 'Time ran out before the whole sample was tried.';
  return triedCount === recordCount
    ? 'Every record was taken.'
    : 'Taken evenly over the bytes of the data, not from its head only; the same records each time.';
};

/** What becomes of all records, told by the sample: how many are left after each operator. */
export const presentWaterfall = ({ operators, triedCount }: SampleEffect, { recordCount }: Sample) => {
  const names = operatorNames(operators.map(({ operatorId }) => operatorId));
  const whole = (count: number): number =>
    triedCount === 0 ? 0 : Math.round((count / triedCount) * recordCount);
  return operators.map(({ inCount, outCount, rejectedCount }, index) => ({
    name: names[index] ?? '',
    in: whole(inCount),
    out: whole(outCount),
    dropped: whole(inCount - outCount - rejectedCount),
    rejected: whole(rejectedCount),
  }));
};

/** A projection on AWS as the API and the command line show it. */
export const presentProjection = (projection: ReturnType<typeof projectOnAws>) => ({
  workers: projection.workers,
  shards: projection.shards,
  memory_mb: projection.memoryMegabytes,
  seconds: presentAbout(projection.seconds, 3),
  vcpu_seconds: presentAbout(projection.vcpuSeconds, 3),
  cost: {
    ...mapAbout(projection.cost, money),
    currency: PRICES.currency,
    region: PRICES.region,
    prices_as_of: PRICES.asOf,
  },
  note: 'About, from the time that the sample took here: without the start of functions and waiting in queues, with a vCPU as fast as a processor here.',
});

export const presentAbout = (estimate: About, digits: number): About =>
  mapAbout(estimate, (value) => rounded(value, digits));

const mapAbout = ({ about, low, high }: About, map: (value: number) => number): About => ({
  about: map(about),
  low: map(low),
  high: map(high),
});
