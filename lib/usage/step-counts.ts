import { emptyResult, mergeResults } from '../engine/stage-result.ts';
import type { OperatorCounts, StageKind, StageResult } from '../model/run.ts';
import { vcpusOf } from '../model/stage-functions.ts';

/** What one operator of a recipe did, in whichever stages. */
export interface StepCounts<Stage> {
  readonly counts: OperatorCounts;
  readonly vcpuSeconds: number;
  /** The stages that had a part in it. */
  readonly stages: readonly Stage[];
}

/** Adds up the counts of each operator over the stages, in the order of the recipe. */
export const stepCounts = <Stage extends { readonly kind: StageKind; readonly result: StageResult }>(
  stages: readonly Stage[],
): readonly StepCounts<Stage>[] => {
  const parts = stages.flatMap((stage) => stage.result.operators.map((counts) => ({ stage, counts })));
  const byStep = Map.groupBy(
    parts,
    ({ counts }) => counts.step ?? parts.findIndex((one) => one.counts === counts),
  );
  return [...byStep]
    .sort(([one], [other]) => one - other)
    .map(([, ofStep]) => {
      const { operators } = ofStep
        .map(({ counts }): StageResult => ({ ...emptyResult, operators: [counts] }))
        .reduce(mergeResults);
      return {
        counts: operators[0] as OperatorCounts, // a step has one part at least
        vcpuSeconds: ofStep.reduce(
          (total, { stage, counts }) => total + counts.seconds * vcpusOf(stage.kind),
          0,
        ),
        stages: ofStep.map(({ stage }) => stage),
      };
    });
};
