import { createOperatorTally } from '../../engine/operator-tally.ts';
import { createLineJudge } from '../../formats/judge-line.ts';
import { lineBatches } from '../../formats/line-batches.ts';
import { createTextRecord } from '../../formats/text-record.ts';
import type { DatasetType } from '../../model/dataset-type.ts';
import { LIMITS } from '../../model/limits.ts';
import type { OperatorCounts } from '../../model/run.ts';
import type { TextRecord } from '../../model/text-record.ts';
import type { Barrier, RecordKey } from '../../operators/barrier.ts';
import { isBarrier } from '../../operators/define-operator.ts';
import { parseRecipe } from '../../operators/parse-recipe.ts';
import { type Resolution, resolveGroups } from '../../operators/resolve-groups.ts';
import { loadResources } from './load-resources.ts';
import type { OperatorChange, OperatorOutcome, OperatorRun } from './operator-run.ts';
import { inputName, typeOfFirst, validLines } from './valid-lines.ts';

/** A record of the input: its line as it came, where that stood, and what is compared of it. */
interface KeyedLine {
  readonly text: string;
  readonly line: number;
  readonly key: RecordKey | undefined;
}

const linesPerWrite = 10_000;

/**
 * An operator that needs all records at once over JSONL: the whole input is the data set, and is held in memory.
 * @throws SluiceError for bad parameters, before any line is read
 */
export const runBarrier = async (run: OperatorRun): Promise<OperatorOutcome> => {
  const startedAt = performance.now();
  if (run.type !== undefined) parseRecipe(recipeOf(run), run.type);
  const source = await readSource(run);
  if (source === undefined) {
    parseRecipe(recipeOf(run), 'pretrain');
    return { counts: createOperatorTally(run.operator).counts(), invalidCount: 0 };
  }
  const { records, barrier, type, invalidCount } = source;
  const resolution = resolveGroups(
    barrier,
    records.map(({ key }) => key),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await writeRecords({ records, resolution, type }, run);
  return { counts: countsOf(run.operator, records.length, { resolution, seconds }), invalidCount };
};

const recipeOf = ({ operator, params }: OperatorRun) => ({ operators: [{ id: operator, params }] });

/** Undefined when there is no line at all. */
const readSource = async (run: OperatorRun) => {
  const records: KeyedLine[] = [];
  let invalidCount = 0;
  let open: { readonly type: DatasetType; readonly barrier: Barrier<TextRecord> } | undefined;
  for await (const batch of lineBatches(run.input, { maxLineBytes: LIMITS.lineBytes, startsFile: true })) {
    open ??= await openBarrier(run, run.type ?? typeOfFirst(batch));
    const { type, barrier } = open;
    const { valid, problems } = validLines(batch, createLineJudge({ type }));
    if (problems.length > 0) run.onProblems(problems);
    invalidCount += batch.lines.length - valid.length;
    for (const { text, line } of valid) {
      records.push({ text, line, key: barrier.keyOf(createTextRecord(text, type)) });
    }
  }
  return open === undefined ? undefined : { ...open, records, invalidCount };
};

const openBarrier = async (run: OperatorRun, type: DatasetType) => {
  const [step] = parseRecipe(recipeOf(run), type);
  if (step === undefined || !isBarrier(step.operator)) throw new Error(`${run.operator} does single records`);
  return { type, barrier: step.operator.createBarrier(step.params, await loadResources(step)) };
};

interface Resolved {
  readonly records: readonly KeyedLine[];
  readonly resolution: Resolution;
  readonly type: DatasetType;
}

const writeRecords = async (
  { records, resolution: { drops }, type }: Resolved,
  { onLines, onChanges, keptChanges }: OperatorRun,
): Promise<void> => {
  const lineAt = (index: number): number => records[index]?.line ?? 0;
  for (let start = 0; start < records.length; start += linesPerWrite) {
    const kept: string[] = [];
    const changes: OperatorChange[] = [];
    for (const [offset, { text, line }] of records.slice(start, start + linesPerWrite).entries()) {
      const drop = drops.get(start + offset);
      if (drop === undefined) kept.push(text);
      else if (keptChanges > 0) {
        changes.push({
          file: inputName,
          line,
          kind: 'dropped',
          reasons: [drop.reason],
          ...(drop.kept === undefined ? {} : { duplicate_of: { file: inputName, line: lineAt(drop.kept) } }),
          similarity: Math.round(drop.similarity * 1000) / 1000,
          cluster: lineAt(drop.cluster),
          record: createTextRecord(text, type).toValue(),
        });
      }
    }
    await onLines(kept);
    await onChanges(changes);
  }
};

const countsOf = (
  operator: string,
  inCount: number,
  { resolution: { drops }, seconds }: { readonly resolution: Resolution; readonly seconds: number },
): OperatorCounts => {
  const tally = createOperatorTally(operator);
  for (const { reason } of drops.values()) tally.dropped(reason);
  tally.batch({ inCount, outCount: inCount - drops.size, milliseconds: seconds * 1000 });
  return tally.counts();
};
