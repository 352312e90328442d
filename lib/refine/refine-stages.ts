import { type DatasetType, isMediaType } from '../model/dataset-type.ts';
import type { StageKind } from '../model/run.ts';
import type { KeyStage, RecordStage, RefineSpec, RefiningStage } from '../model/run-spec.ts';
import { isBarrier, isMediaBarrier, type Operator } from '../operators/define-operator.ts';
import { startNode } from '../operators/start-node.ts';

/**
 * The stages of a recipe: consecutive operators that do each record on its own are one, and each operator that needs all
 * records stands between two. Where nothing that changes or drops records stands in front of one, the source is read
 * again after it, and the records are not written in between. `blockRecords` is given where there are more records to
 * compare than one worker judges.
 */
export const refiningStages = (
  operators: readonly Operator[],
  type: DatasetType,
  blockRecords?: number,
): readonly RefiningStage[] => {
  const kind = isMediaType(type) ? 'media' : 'refine';
  const stages: RefiningStage[] = [];
  let from = 0;
  let input: RecordStage['input'] = 'source';
  let drops: RecordStage['drops'];
  const repeats = (): Pick<RecordStage, 'repeatedFrom'> =>
    input === 'source' && drops !== undefined && leadingNodes(operators) > 0 ? { repeatedFrom: 0 } : {};
  const place = (): Pick<RecordStage, 'kind' | 'from' | 'input' | 'repeatedFrom' | 'drops'> => ({
    kind,
    from,
    input,
    ...repeats(),
    ...(drops === undefined ? {} : { drops }),
  });

  for (const [step, operator] of operators.entries()) {
    if (!isBarrier(operator) && !isMediaBarrier(operator)) continue;
    const keysStage = stages.length;
    const isWritten = input !== 'source' || hasWork(operators.slice(from, step));
    stages.push({ ...place(), to: step, keysOf: step, isWritten });
    stages.push(...keyStages({ step, keysStage }, blockRecords));
    if (isWritten) input = keysStage;
    drops = { step, keysStage, clusterStage: stages.length - 1 };
    from = step + 1;
  }
  stages.push({ ...place(), to: operators.length, isWritten: true });
  return [...stages, { kind: 'publish' }];
};

/** The stages between that which writes keys and that which leaves records out; the last one tells which. */
const keyStages = (
  place: Pick<KeyStage, 'step' | 'keysStage'>,
  blockRecords: number | undefined,
): readonly KeyStage[] => {
  const groupStage = place.keysStage + 1;
  if (blockRecords === undefined) {
    return [
      { kind: 'group', ...place },
      { kind: 'cluster', ...place, groupStage },
    ];
  }
  const [numberStage, memberStage] = [groupStage + 1, groupStage + 2];
  return [
    { kind: 'group', ...place, blockRecords },
    { kind: 'cluster', part: 'numbers', ...place, groupStage, blockRecords },
    { kind: 'group', part: 'members', ...place, groupStage, numberStage, blockRecords },
    { kind: 'cluster', part: 'verdicts', ...place, memberStage },
  ];
};

/** Whether any of the operators does something to the texts of records, or drops some. */
const hasWork = (operators: readonly Operator[]): boolean => operators.some(({ id }) => id !== startNode.id);

const leadingNodes = ([first]: readonly Operator[]): number => (first?.id === startNode.id ? 1 : 0);

/** The stages of a run, also of one that was started before recipes were split. */
export const stagesOf = ({ stages }: Pick<RefineSpec, 'stages'>): readonly RefiningStage[] =>
  stages ?? [
    { kind: 'refine', from: 0, to: Number.POSITIVE_INFINITY, input: 'source', isWritten: true },
    { kind: 'publish' },
  ];

/** Whether a stage does some part of a step. */
export const hasPart = (stage: RefiningStage, step: number): boolean => {
  if (stage.kind === 'publish') return false;
  if (!('from' in stage)) return stage.step === step;
  return (step >= stage.from && step < stage.to) || stage.keysOf === step || stage.drops?.step === step;
};

/** The kinds of the stages, in order. */
export const kindsOf = (spec: Pick<RefineSpec, 'stages'>): readonly StageKind[] =>
  stagesOf(spec).map(({ kind }) => kind);

/**
 * What a stage of a run does that goes over records.
 * @throws RangeError when the run has no such stage
 */
export const recordStageOf = (spec: Pick<RefineSpec, 'stages' | 'run'>, index: number): RecordStage => {
  const stage = stagesOf(spec)[index];
  if (stage === undefined || !('from' in stage)) throw noSuchStage(spec, index);
  return stage;
};

/**
 * What a stage of a run does that goes over keys.
 * @throws RangeError when the run has no such stage
 */
export const keyStageOf = <Kind extends 'group' | 'cluster'>(
  spec: Pick<RefineSpec, 'stages' | 'run'>,
  index: number,
  kind: Kind,
): Extract<RefiningStage, { readonly kind: Kind }> => {
  const stage = stagesOf(spec)[index];
  if (stage?.kind !== kind) throw noSuchStage(spec, index);
  return stage as Extract<RefiningStage, { readonly kind: Kind }>; // it is of that kind
};

const noSuchStage = ({ run }: Pick<RefineSpec, 'run'>, index: number): RangeError =>
  new RangeError(`stage ${index} of run ${run} is none of the kind`);
