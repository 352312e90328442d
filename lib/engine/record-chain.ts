import { isSluiceError } from '../errors/sluice-error.ts';
import { createTextRecord, lineOf } from '../formats/text-record.ts';
import type { DatasetType } from '../model/dataset-type.ts';
import type { ErrorCode } from '../model/error-code.ts';
import type { OperatorCounts } from '../model/run.ts';
import type { TextRecord } from '../model/text-record.ts';
import type { RecordFunction } from '../operators/define-operator.ts';
import type { RecordStep } from './build-steps.ts';
import { type Change, createChangeLog } from './change-log.ts';
import { createOperatorTally } from './operator-tally.ts';
import { runWithinLimit } from './run-within-limit.ts';

/** A line of JSONL with its number in its file. */
export interface NumberedLine {
  readonly text: string;
  readonly line: number;
}

export interface RecordChain {
  /**
   * Runs the lines through all operators; gives the kept ones, in order, as lines of JSONL without their ends, or none
   * where the chain does not write.
   */
  process(lines: readonly NumberedLine[]): readonly string[];
  counts(): readonly OperatorCounts[];
  /** What each operator changed (as many as were to be kept) and dropped (all), by its place in the recipe. */
  changes(): readonly (readonly Change[])[];
  /** The records that an operator could not do, with why. */
  rejects(): readonly Reject[];
}

/** A record that was set aside: where it stood, why, and the record itself, so that it can be mended. */
export interface Reject {
  readonly file: string;
  readonly line: number;
  readonly field?: string;
  readonly code: ErrorCode;
  readonly reason: string;
  readonly message: string;
  /** The operator that could not do it; absent when the line could not be read. */
  readonly operator?: string;
  /** The record's line as it came. */
  readonly record: string;
}

interface ChainOptions {
  readonly type: DatasetType;
  readonly file: string;
  /** Changed records that each operator keeps. */
  readonly keptChanges: number;
  /** Place in the recipe of the first counted operator, where several stages do the recipe. */
  readonly firstStep?: number;
  /** Operators at the start whose work has been counted before. */
  readonly repeatedCount?: number;
  /** Sees the kept records of each batch. */
  readonly onKept?: (records: readonly KeptRecord[]) => void;
  /** Default: true. */
  readonly isWritten?: boolean;
}

/** A record that came through all operators. */
export interface KeptRecord {
  readonly source: NumberedLine;
  readonly record: TextRecord;
}

interface Item extends KeptRecord {
  /** Its texts before the operator at hand, which has changed them already. */
  readonly before?: readonly string[];
}

/**
 * Fuses consecutive operators into one pass: one parse and one write a record, however many operators there are.
 * Operators run one after the other over each batch, so that a batch is the unit that is timed and guarded.
 */
export const compileChain = (steps: readonly RecordStep[], options: ChainOptions): RecordChain => {
  const { firstStep, repeatedCount = 0, onKept, isWritten = true } = options;
  const rejects: Reject[] = [];
  const stages = steps.map((step, index) => ({
    ...step,
    tally: createOperatorTally(
      step.operator.id,
      firstStep === undefined ? undefined : firstStep + index - repeatedCount,
    ),
    log: createChangeLog(index < repeatedCount ? 0 : options.keptChanges, options.file),
  }));
  const counted = stages.slice(repeatedCount);
  type Stage = (typeof stages)[number];

  const reject = (source: NumberedLine, error: unknown, operator?: string): void => {
    if (!isSluiceError(error)) throw error;
    const { field, reason = 'operator_failed' } = error.details;
    rejects.push({
      file: options.file,
      line: source.line,
      ...(typeof field === 'string' ? { field } : {}),
      code: error.code,
      reason: String(reason),
      message: error.message,
      ...(operator === undefined ? {} : { operator }),
      record: source.text,
    });
  };

  const toItems = (source: NumberedLine): readonly Item[] => {
    try {
      return [{ source, record: createTextRecord(source.text, options.type) }];
    } catch (error) {
      reject(source, error);
      return [];
    }
  };

  const doRecord = (stage: Stage, run: RecordFunction, item: Item): boolean => {
    const before = stage.log.wantsChanges() ? (item.before ?? item.record.texts.slice()) : undefined;
    let verdict: ReturnType<RecordFunction>;
    try {
      verdict = run(item.record);
    } catch (error) {
      reject(item.source, error, stage.operator.id);
      stage.tally.rejected();
      return false;
    }
    if (verdict === undefined) return true;
    if ('dropped' in verdict) {
      stage.tally.dropped(verdict.dropped);
      stage.log.dropped(item.source.line, verdict.dropped, item.record);
      return false;
    }
    stage.tally.changed(verdict.changed);
    if (before !== undefined)
      stage.log.changed(item.source.line, verdict.changed, { before, record: item.record });
    return true;
  };

  const doStage = (stage: Stage, items: readonly Item[]): readonly Item[] => {
    const startedAt = performance.now();
    const isChangedAhead = stage.isGuarded && stage.log.wantsChanges();
    const befores = isChangedAhead ? items.map(({ record }) => record.texts.slice()) : [];
    const run = stage.isGuarded
      ? runWithinLimit(
          stage.run,
          items.map(({ record }) => record),
        )
      : stage.run;
    const kept = items.filter((item, index) => {
      const before = befores[index];
      return doRecord(stage, run, before === undefined ? item : { ...item, before });
    });
    stage.tally.batch({
      inCount: items.length,
      outCount: kept.length,
      milliseconds: performance.now() - startedAt,
    });
    return kept;
  };

  return {
    process: (lines) => {
      let items: readonly Item[] = lines.flatMap(toItems);
      for (const stage of stages) items = doStage(stage, items);
      onKept?.(items);
      return isWritten ? items.map(({ source, record }) => lineOf(record, source.text)) : [];
    },
    counts: () => counted.map(({ tally }) => tally.counts()),
    changes: () => counted.map(({ log }) => log.changes()),
    rejects: () => rejects,
  };
};
