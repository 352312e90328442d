import type { TextRecord } from '../model/text-record.ts';
import type { Barrier } from '../operators/barrier.ts';
import { isBarrier, type Operator, type RecordFunction } from '../operators/define-operator.ts';
import type { ParsedStep } from '../operators/parse-recipe.ts';

/** An operator of a recipe, its tables and patterns prepared: it can do any number of shards, one after the other. */
export type BuiltStep = RecordStep | BarrierStep;

/** An operator that does each record on its own. */
export interface RecordStep {
  readonly operator: Operator;
  readonly run: RecordFunction;
  /** A record could keep it busy without bound. */
  readonly isGuarded: boolean;
}

/** An operator that needs all records before it can say which of them go. */
export interface BarrierStep {
  readonly operator: Operator;
  readonly barrier: Barrier<TextRecord>;
}

export const isBarrierStep = (step: BuiltStep): step is BarrierStep => 'barrier' in step;

/** Prepares an operator; `resources` are the texts that it asked for, by name. */
export const buildStep = (
  { operator, params }: ParsedStep,
  resources: ReadonlyMap<string, string> = new Map(),
): BuiltStep => {
  if (isBarrier(operator)) return { operator, barrier: operator.createBarrier(params, resources) };
  if (!('create' in operator)) throw new TypeError(`${operator.id} does no text`);
  const isGuarded = operator.mayRunAway?.(params) ?? false;
  return { operator, run: operator.create(params, resources), isGuarded };
};

/**
 * Prepares operators that do each record on their own; `resources` are the texts that each asked for.
 * @throws TypeError when one of them needs all records
 */
export const buildSteps = (
  steps: readonly ParsedStep[],
  resources: readonly ReadonlyMap<string, string>[] = [],
): readonly RecordStep[] => steps.map((step, index) => recordStep(buildStep(step, resources[index])));

/** @throws TypeError when the step needs all records */
export const recordStep = (step: BuiltStep): RecordStep => {
  if (isBarrierStep(step)) throw new TypeError(`${step.operator.id} needs all records at once`);
  return step;
};
