import { readFile } from 'node:fs/promises';
import { buildSteps } from '../../engine/build-steps.ts';
import type { Change } from '../../engine/change-log.ts';
import { compileChain, type NumberedLine, type RecordChain, type Reject } from '../../engine/record-chain.ts';
import { emptyResult, mergeResults } from '../../engine/stage-result.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import { createLineJudge } from '../../formats/judge-line.ts';
import { type LineBatch, textOf } from '../../formats/line-batch.ts';
import { lineBatches } from '../../formats/line-batches.ts';
import { parseRecord } from '../../formats/parse-record.ts';
import { problemAt } from '../../formats/problem-at.ts';
import type { DatasetType } from '../../model/dataset-type.ts';
import type { JsonValue } from '../../model/json.ts';
import { LIMITS } from '../../model/limits.ts';
import type { Problem } from '../../model/problem.ts';
import type { OperatorCounts } from '../../model/run.ts';
import { type ParsedStep, parseRecipe } from '../../operators/parse-recipe.ts';
import { guessType } from '../guess-type.ts';

export interface OperatorRun {
  readonly operator: string;
  readonly params: Record<string, JsonValue>;
  /** Told by the first record when absent. */
  readonly type?: DatasetType | undefined;
  readonly input: AsyncIterable<Buffer>;
  /** Changed records that are worth keeping: none, or all. */
  readonly keptChanges: number;
  readonly onLines: (lines: readonly string[]) => Promise<void>;
  readonly onProblems: (problems: readonly RejectedLine[]) => void;
  readonly onChanges: (changes: readonly Change[]) => Promise<void>;
}

/** A line that is not among the output, and why; never what it held. */
export type RejectedLine = Pick<Reject, 'line' | 'field' | 'code' | 'reason' | 'message'>;

interface OperatorOutcome {
  readonly counts: OperatorCounts | undefined;
  /** Lines that hold no valid record of the type, and so never reached the operator. */
  readonly invalidCount: number;
}

const inputName = 'stdin';

/** Batches that one chain does before its changes are handed on: what a shard holds, so that memory stays bounded. */
const batchesPerChain = 32;

/**
 * One operator over a stream of JSONL, in order.
 * @throws SluiceError for an unknown operator or bad parameters, before any line is read
 */
export const runOperator = async (run: OperatorRun): Promise<OperatorOutcome> => {
  const state = { result: emptyResult, invalidCount: 0 };
  let pass: Pass | undefined;
  let batchCount = 0;
  const finishPass = async (): Promise<void> => {
    if (pass === undefined) return;
    state.result = mergeResults(state.result, { ...emptyResult, operators: pass.chain.counts() });
    await run.onChanges(pass.chain.changes().flat());
    pass = undefined;
  };

  const recipe = { operators: [{ id: run.operator, params: run.params }] };
  if (run.type !== undefined) parseRecipe(recipe, run.type);
  let type = run.type;
  for await (const batch of lineBatches(run.input, { maxLineBytes: LIMITS.lineBytes, startsFile: true })) {
    type ??= typeOfFirst(batch);
    pass ??= await startPass(parseRecipe(recipe, type), type, run.keptChanges);
    state.invalidCount += await doBatch(pass, batch, run);
    if (++batchCount % batchesPerChain === 0) await finishPass();
  }
  if (type === undefined) parseRecipe(recipe, 'pretrain');
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
  type: DatasetType,
  keptChanges: number,
): Promise<Pass> => {
  const resources = await Promise.all(steps.map(loadResources));
  const chain = compileChain(buildSteps(steps, resources), { type, file: inputName, keptChanges });
  return { chain, judge: createLineJudge({ type }), toldCount: 0 };
};

/** Gives the number of lines that hold no valid record. */
const doBatch = async (
  pass: Pass,
  batch: LineBatch,
  { onLines, onProblems }: OperatorRun,
): Promise<number> => {
  const { valid, problems } = judged(batch, pass.judge);
  await onLines(pass.chain.process(valid));
  const rejects = pass.chain.rejects().slice(pass.toldCount);
  pass.toldCount += rejects.length;
  const told: RejectedLine[] = [...problems, ...rejects].sort((one, other) => one.line - other.line);
  if (told.length > 0) onProblems(told);
  return batch.lines.length - valid.length;
};

const judged = (batch: LineBatch, judge: Pass['judge']) => {
  const valid: NumberedLine[] = [];
  const problems: Problem[] = [];
  for (const found of batch.lines) {
    const verdict = judge(batch, found);
    if (typeof verdict === 'string') valid.push({ text: textOf(batch, found), line: found.line });
    else
      for (const finding of verdict) problems.push(problemAt(finding, { file: inputName, line: found.line }));
  }
  return { valid, problems };
};

const typeOfFirst = (batch: LineBatch): DatasetType => {
  for (const line of batch.lines) {
    if (line.problem !== undefined) continue;
    try {
      return guessType(parseRecord(textOf(batch, line)));
    } catch {
      // Not JSON: the judgement of its line says so; another line tells the type.
    }
  }
  return 'pretrain';
};

const loadResources = async ({ resources }: ParsedStep): Promise<ReadonlyMap<string, string>> =>
  new Map(
    await Promise.all(resources.map(async ({ name, address }) => [name, await readText(address)] as const)),
  );

const readText = async (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SluiceError('ModelArts.72091001', { file }, { cause });
  });
