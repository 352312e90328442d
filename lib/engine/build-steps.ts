import type { Operator, RecordFunction } from '../operators/define-operator.ts';
import type { ParsedStep } from '../operators/parse-recipe.ts';

/** An operator of a recipe, its tables and patterns prepared: it can do any number of shards, one after the other. */
export interface BuiltStep {
  readonly operator: Operator;
  readonly run: RecordFunction;
  /** A record could keep it busy without bound. */
  readonly isGuarded: boolean;
}

/** Prepares the operators of a recipe; `resources` are the texts that each asked for, by name. */
export const buildSteps = (
  steps: readonly ParsedStep[],
  resources: readonly ReadonlyMap<string, string>[] = [],
): readonly BuiltStep[] =>
  steps.map(({ operator, params }, index) => ({
    operator,
    run: operator.create(params, resources[index] ?? new Map()),
    isGuarded: operator.mayRunAway?.(params) ?? false,
  }));
