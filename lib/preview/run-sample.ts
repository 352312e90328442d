import type { BuiltStep } from '../engine/build-steps.ts';
import type { Change } from '../engine/change-log.ts';
import { compileChain, type Reject } from '../engine/record-chain.ts';
import { runGuarded } from '../engine/run-guarded.ts';
import { emptyResult, mergeResults } from '../engine/stage-result.ts';
import type { DatasetType } from '../model/dataset-type.ts';
import type { OperatorCounts } from '../model/run.ts';
import { type Example, pickExamples } from './pick-examples.ts';
import { bytesOf, type Sample, type SampleBatch } from './sample.ts';

/** What a recipe did to a sample. Nothing is written. */
export interface SampleEffect {
  /** Records that were tried; fewer than the sample holds when time ran out. */
  readonly triedCount: number;
  readonly triedBytes: number;
  readonly isCut: boolean;
  /** In the order of the recipe. */
  readonly operators: readonly (OperatorCounts & { readonly examples: readonly Example[] })[];
  /** Records that could not be read, or that an operator could not do; the first hundred, without their contents. */
  readonly rejects: readonly Omit<Reject, 'record'>[];
  readonly rejectedCount: number;
  /** The first records that came through, as they would be written. */
  readonly kept: readonly string[];
  readonly keptBytes: number;
}

const shownRejects = 100;
const shownRecords = 10;
/** Changed records that each operator keeps of a batch; more than are shown, so that reasons vary. */
const keptChanges = 20;

interface Limits {
  readonly type: DatasetType;
  readonly limitMilliseconds: number;
}

/** Runs prepared operators over a sample, batch by batch, until it is done or the time is up. */
export const runSample = (steps: readonly BuiltStep[], sample: Sample, limits: Limits): SampleEffect => {
  const deadline = performance.now() + limits.limitMilliseconds;
  const done: BatchEffect[] = [];
  for (const batch of sample.batches) {
    const left = Math.floor(deadline - performance.now());
    if (left <= 0) break;
    const attempt = runGuarded(() => runBatch(steps, batch, limits.type), left);
    if ('timedOut' in attempt) break;
    done.push(attempt.value);
  }
  return effectOf(steps, sample, done);
};

interface BatchEffect {
  readonly batch: SampleBatch;
  readonly counts: readonly OperatorCounts[];
  readonly changes: readonly (readonly Change[])[];
  readonly rejects: readonly Reject[];
  readonly kept: readonly string[];
}

const runBatch = (steps: readonly BuiltStep[], batch: SampleBatch, type: DatasetType): BatchEffect => {
  const chain = compileChain(steps, { type, file: batch.file, keptChanges });
  const kept = chain.process(batch.lines.map(({ text, place }) => ({ text, line: place })));
  return { batch, counts: chain.counts(), changes: chain.changes(), rejects: chain.rejects(), kept };
};

const effectOf = (
  steps: readonly BuiltStep[],
  sample: Sample,
  done: readonly BatchEffect[],
): SampleEffect => {
  const { operators } = done
    .map(({ counts }) => ({ ...emptyResult, operators: counts }))
    .reduce(mergeResults, { ...emptyResult, operators: compileChain(steps, emptyChain).counts() });
  const rejects = done.flatMap((batch) => batch.rejects);
  const kept = done.flatMap((batch) => batch.kept);
  return {
    triedCount: sum(done.map(({ batch }) => batch.lines.length)),
    triedBytes: sum(done.map(({ batch }) => bytesOf(batch))),
    isCut: done.length < sample.batches.length,
    operators: operators.map((counts, index) => ({
      ...counts,
      examples: pickExamples(done.flatMap(({ changes }) => changes[index] ?? [])),
    })),
    rejects: rejects.slice(0, shownRejects).map(({ record: _record, ...reject }) => reject),
    rejectedCount: rejects.length,
    kept: kept.slice(0, shownRecords),
    keptBytes: sum(kept.map((line) => Buffer.byteLength(line) + 1)),
  };
};

/** A chain that does nothing has a row of zeros for each operator. */
const emptyChain = { type: 'pretrain', file: '', keptChanges: 0 } as const;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
