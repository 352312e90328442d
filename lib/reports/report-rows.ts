import type { Run } from '../model/run.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';
import { operatorNames } from '../refine/operator-names.ts';
import { type OperatorRow, operatorRow } from '../refine/refine-report.ts';
import { hasPart, stagesOf } from '../refine/refine-stages.ts';
import { stepCounts } from '../usage/step-counts.ts';
import { recordsIn, type StageState } from './stage-states.ts';
import { stepStatus } from './step-status.ts';

/** What an operator did, and how it stands. */
export type ReportRow = OperatorRow & { readonly status: string };

interface Refining {
  readonly run: Run;
  readonly spec: RefineSpec | undefined;
  /** Those before publishing. */
  readonly stages: readonly StageState[];
}

/**
 * The rows of a recipe's operators, those that have done nothing yet among them; `stored` are those of the finished
 * report, which know how many changed records were kept.
 */
export const refineRows = (
  { run, spec, stages }: Refining,
  stored: readonly OperatorRow[] = [],
): readonly ReportRow[] => {
  const counted = stepCounts(stages);
  const ids = counted.map(({ counts }) => counts.operatorId);
  const all = spec === undefined ? ids : recipeIds(spec);
  const names = operatorNames(all.length < ids.length ? ids : all);
  return names.flatMap((name, step) => {
    const done = counted.find(({ counts }, index) => (counts.step ?? index) === step);
    const state = stateOfStep({ spec, stages }, step);
    if (state === undefined) return [];
    const counts = done?.counts ?? noCounts(all[step] ?? name);
    const kept = stored[step]?.changed_kept;
    return [withStatus(run, state, operatorRow(counts, { name, vcpuSeconds: done?.vcpuSeconds ?? 0, kept }))];
  });
};

/** The stage that tells how an operator stands: of those that do parts of it the first that is not done. */
const stateOfStep = ({ spec, stages }: Omit<Refining, 'run'>, step: number): StageState | undefined => {
  const ofStep = stages.filter((_, index) => {
    const stage = stagesOf(spec ?? {})[index];
    return stage !== undefined && hasPart(stage, step);
  });
  return ofStep.find(({ status }) => status !== 'done') ?? ofStep.at(-1) ?? stages.at(-1);
};

/** The rows of an import: a stage does what elsewhere an operator does. */
export const importRows = (
  run: Run,
  stages: readonly StageState[],
  secondsOf: (state: StageState) => number,
): readonly ReportRow[] =>
  stages
    .filter(({ kind }) => kind !== 'publish')
    .map((state) => {
      const counts = {
        ...noCounts(state.kind),
        inCount: recordsIn(state),
        outCount: state.result.recordCount,
        rejectedCount: state.result.rejectedCount,
        seconds: secondsOf(state),
      };
      const vcpuSeconds = state.result.usage?.vcpuSeconds ?? 0;
      const row = operatorRow(counts, { name: state.kind, vcpuSeconds, kept: undefined });
      return withStatus(run, state, row);
    });

const withStatus = (run: Run, state: StageState, row: OperatorRow): ReportRow => ({
  ...row,
  status: stepStatus(run, state, row.name),
});

const recipeIds = ({ recipe, type }: RefineSpec): readonly string[] =>
  parseRecipe(recipe, type).map(({ operator }) => operator.id);

const noCounts = (operatorId: string) => ({
  operatorId,
  inCount: 0,
  outCount: 0,
  hitCount: 0,
  changedByReason: {},
  droppedByReason: {},
  rejectedCount: 0,
  seconds: 0,
});
