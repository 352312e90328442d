import type { MediaRecord } from '../../model/media-record.ts';
import type { Barrier } from '../../operators/barrier.ts';
import {
  isMediaBarrier,
  isMediaOperator,
  type MediaFunction,
  type Operator,
} from '../../operators/define-operator.ts';
import type { ParsedStep } from '../../operators/parse-recipe.ts';

/** An operator of a recipe for media, prepared. */
export type MediaStep =
  | { readonly operator: Operator; readonly run: MediaFunction }
  | { readonly operator: Operator; readonly barrier: Barrier<MediaRecord> };

export const isMediaBarrierStep = (
  step: MediaStep,
): step is Extract<MediaStep, { readonly barrier: Barrier<MediaRecord> }> => 'barrier' in step;

export const isMediaRecordStep = (
  step: MediaStep,
): step is Extract<MediaStep, { readonly run: MediaFunction }> => 'run' in step;

/** Prepares the operators of a recipe for media. Its nodes have nothing to do: media records have one form. */
export const buildMediaSteps = (steps: readonly ParsedStep[]): readonly MediaStep[] =>
  steps.map(({ operator, params }) => {
    if (isMediaBarrier(operator)) return { operator, barrier: operator.createMediaBarrier(params) };
    return { operator, run: isMediaOperator(operator) ? operator.createMedia(params) : () => undefined };
  });
