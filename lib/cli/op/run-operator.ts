import { buildSteps } from '../../engine/build-steps.ts';
import { compileChain, type RecordChain } from '../../engine/record-chain.ts';
import { emptyResult, mergeResults } from '../../engine/stage-result.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import { createLineJudge } from '../../formats/judge-line.ts';
import type { LineBatch } from '../../formats/line-batch.ts';
import { type DatasetType, isMediaType } from '../../model/dataset-type.ts';
import type { ModelDemand, ShareLimits } from '../../model/model-share.ts';
import type { OperatorCounts } from '../../model/run.ts';
import {
  isBarrier,
  isDocumentOperator,
  isMediaBarrier,
  isMediaOperator,
  type Operator,
} from '../../operators/define-operator.ts';
import { operatorById } from '../../operators/index.ts';
import { type ParsedStep, parseRecipe } from '../../operators/parse-recipe.ts';
import { demandOf } from '../../refine/asking-limits.ts';
import { requireModels } from '../../refine/require-models.ts';
import { loadResources } from './load-resources.ts';
import type { OperatorOutcome, OperatorRun, RejectedLine } from './operator-run.ts';
import { readInput } from './read-input.ts';
import { runBarrier } from './run-barrier.ts';
import { runDocument } from './run-document.ts';
import { inputName, typeOfFirst, validLines } from './valid-lines.ts';

/** Batches that one chain does before its changes are handed on: what a shard holds, so that memory stays bounded. */
const batchesPerChain = 32;

/**
 * One operator over a stream of JSONL, in order; of CSV, where the operator extracts it.
 * @throws SluiceError for an unknown operator, one for pictures or videos, or bad parameters, before any line is read
 */
export const runOperator = async (run: OperatorRun): Promise<OperatorOutcome> => {
  const operator = operatorById.get(run.operator);
  if (operator !== undefined && isDocumentOperator(operator)) return runDocument(run, operator);
  if (
    (operator !== undefined && looksAtFiles(operator)) ||
    (run.type !== undefined && isMediaType(run.type))
  ) {
    const reason = `pictures and videos are files beside their records: put it into a recipe, and sluice run RECIPE --in FOLDER`;
    throw new SluiceError('ModelArts.72060001', { argument: run.operator, reason });
  }
  return operator !== undefined && isBarrier(operator) ? runBarrier(run) : runChain(run);
};

const looksAtFiles = (operator: Operator): boolean => isMediaOperator(operator) || isMediaBarrier(operator);

const runChain = async (run: OperatorRun): Promise<OperatorOutcome> => {
  const state = { result: emptyResult, invalidCount: 0, isDone: false };
  let pass: Pass | undefined;
  let batchCount = 0;
  const finishPass = async (): Promise<void> => {
    if (pass === undefined) return;
    state.result = mergeResults(state.result, { ...emptyResult, operators: pass.chain.counts() });
    await run.onChanges(pass.chain.changes().flat());
    state.isDone = pass.chain.isDone();
    pass = undefined;
  };

  const recipe = { operators: [{ id: run.operator, params: run.params }] };
  if (run.type !== undefined) requireModels(parseRecipe(recipe, run.type), run.models);
  let type = run.type;
  for await (const batch of readInput(run)) {
    type ??= typeOfFirst(batch);
    pass ??= await startPass(parseRecipe(recipe, type), { type, run, used: state.result.operators[0] });
    state.invalidCount += await doBatch(pass, batch, run);
    if (++batchCount % batchesPerChain === 0 || pass.chain.isDone()) await finishPass();
    if (state.isDone) break;
  }
  if (type === undefined) requireModels(parseRecipe(recipe, 'pretrain'), run.models);
  await finishPass();
  return { counts: state.result.operators[0], invalidCount: state.invalidCount };
};

interface Pass {
  readonly chain: RecordChain;
  readonly judge: ReturnType<typeof createLineJudge>;
  /** Rejects that have been told of. */
  toldCount: number;
}

const startPass = async (
  steps: readonly ParsedStep[],
  {
    type,
    run,
    used,
  }: { readonly type: DatasetType; readonly run: OperatorRun; readonly used: OperatorCounts | undefined },
): Promise<Pass> => {
  const { keptChanges, models } = run;
  const resources = await Promise.all(steps.map(loadResources));
  const chain = compileChain(buildSteps(steps, resources, models), {
    type,
    file: inputName,
    keptChanges,
    shareLimits: limitsLeft(demandOf(steps, models), used),
  });
  return { chain, judge: createLineJudge({ type }), toldCount: 0 };
};

/** What an operator that asks a model may do of what it may do altogether. */
const limitsLeft = (demand: ModelDemand | undefined, used: OperatorCounts | undefined): ShareLimits => {
  if (demand === undefined) return {};
  const { concurrency, recordCount, tokenCount } = demand;
  const { inputTokenCount = 0, outputTokenCount = 0 } = used?.asked ?? {};
  return {
    concurrency,
    ...(recordCount === undefined ? {} : { recordCount: recordCount - (used?.outCount ?? 0) }),
    ...(tokenCount === undefined ? {} : { tokenCount: tokenCount - inputTokenCount - outputTokenCount }),
  };
};

/** Gives the number of lines that hold no valid record. */
const doBatch = async (
  pass: Pass,
  batch: LineBatch,
  { onLines, onProblems }: OperatorRun,
): Promise<number> => {
  const { valid, problems } = validLines(batch, pass.judge);
  await onLines(await pass.chain.process(valid));
  const rejects = pass.chain.rejects().slice(pass.toldCount);
  pass.toldCount += rejects.length;
  const told: RejectedLine[] = [...problems, ...rejects].sort((one, other) => one.line - other.line);
  if (told.length > 0) onProblems(told);
  return batch.lines.length - valid.length;
};
