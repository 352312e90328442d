import type { Run } from '../model/run.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';
import { operatorNames } from '../refine/operator-names.ts';
import { type OperatorRow, operatorRow } from '../refine/refine-report.ts';
import { recordsIn, type StageState } from './stage-states.ts';
import { stepStatus } from './step-status.ts';

/** What an operator did, and how it stands. */
export type ReportRow = OperatorRow & { readonly status: string };

interface Refining {
  readonly run: Run;
  readonly spec: RefineSpec | undefined;
  /** The refine stages. */
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
  const counted = stages.flatMap((state) => state.result.operators.map((counts) => ({ state, counts })));
  const ids = counted.map(({ counts }) => counts.operatorId);
  const waiting = spec === undefined ? [] : recipeIds(spec).slice(counted.length);
  const names = operatorNames([...ids, ...waiting]);
  const open = stages.find(({ status }) => status !== 'done') ?? stages.at(-1);
  return [
    ...counted.map(({ state, counts }, index) => {
      const name = names[index] ?? counts.operatorId;
      const kept = stored[index]?.changed_kept;
      return withStatus(run, state, operatorRow(counts, { kind: state.kind, name, kept }));
    }),
    ...waiting.flatMap((operatorId, index) => {
      const name = names[counted.length + index] ?? operatorId;
      const row = operatorRow(noCounts(operatorId), { kind: 'refine', name, kept: undefined });
      return open === undefined ? [] : [withStatus(run, open, row)];
    }),
  ];
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
      const row = operatorRow(counts, { kind: state.kind, name: state.kind, kept: undefined });
      const used = state.result.usage?.vcpuSeconds ?? 0;
      return withStatus(run, state, { ...row, vcpu_seconds: Math.round(used * 1000) / 1000 });
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
