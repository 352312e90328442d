import { createTextRecord } from '../formats/text-record.ts';
import type { JsonObject } from '../model/json.ts';
import type { ShareLimits } from '../model/model-share.ts';
import type { OperatorCounts } from '../model/run.ts';
import type { TextRecord } from '../model/text-record.ts';
import type { ModelVerdict, RecordFunction, Verdict } from '../operators/define-operator.ts';
import { type ChainStep, isModelStep, type ModelStep, type RecordStep } from './build-steps.ts';
import { type Change, createChangeLog } from './change-log.ts';
import { createModelShare } from './create-model-share.ts';
import type { NumberedLine } from './numbered-line.ts';
import { createOperatorTally } from './operator-tally.ts';
import { runWithinLimit } from './run-within-limit.ts';

/** A record on its way through a chain, with the line that it came from. */
export interface ChainItem {
  readonly source: NumberedLine;
  readonly record: TextRecord;
}

interface StageOptions {
  readonly file: string;
  /** Place of the operator in a recipe of several stages. */
  readonly place: number | undefined;
  readonly keptChanges: number;
  readonly shareLimits: ShareLimits | undefined;
  readonly onReject: (source: NumberedLine, error: unknown, operator: string) => void;
}

/** One operator of a chain, with what it has done so far. */
export interface ChainStage {
  /** Gives the records that go on, in order. */
  process(items: readonly ChainItem[]): readonly ChainItem[] | Promise<readonly ChainItem[]>;
  readonly asksModel: boolean;
  /** Whether it has used up what it may use of a model. */
  isSpent(): boolean;
  counts(): OperatorCounts;
  changes(): readonly Change[];
}

interface NotedItem extends ChainItem {
  /** Its texts before the operator, as long as changes are kept. */
  readonly before?: readonly string[];
}

/** A batch is the unit that an operator is timed and guarded by. */
export const createChainStage = (step: ChainStep, options: StageOptions): ChainStage => {
  const operatorId = step.operator.id;
  const tally = createOperatorTally(operatorId, options.place);
  const log = createChangeLog(options.keptChanges, options.file);
  const share = createModelShare(options.shareLimits);

  const noted = (item: ChainItem): NotedItem =>
    log.wantsChanges() ? { ...item, before: item.record.texts.slice() } : item;

  const fail = ({ source }: ChainItem, error: unknown): void => {
    options.onReject(source, error, operatorId);
    tally.rejected();
  };

  /** Counts and keeps what became of a record, whose texts were others before; gives whether it goes on. */
  const note = (
    { source, record }: ChainItem,
    verdict: Verdict,
    before: readonly string[] | undefined,
  ): boolean => {
    if (verdict === undefined) return true;
    if ('dropped' in verdict) {
      tally.dropped(verdict.dropped);
      log.dropped(source.line, verdict.dropped, record);
      return false;
    }
    tally.changed(verdict.changed);
    if (before !== undefined && log.wantsChanges()) {
      log.changed(source.line, verdict.changed, { before, record });
    }
    return true;
  };

  /** Most records stay as they are: their texts are copied into the same list again and again. */
  const textsBefore: string[] = [];
  const noteInPlace = ({ record: { texts } }: ChainItem): readonly string[] | undefined => {
    if (!log.wantsChanges()) return undefined;
    textsBefore.length = texts.length;
    for (let index = 0; index < texts.length; index++) textsBefore[index] = texts[index] ?? '';
    return textsBefore;
  };

  const doRecord = (run: RecordFunction, item: ChainItem, before: readonly string[] | undefined): boolean => {
    let verdict: Verdict;
    try {
      verdict = run(item.record);
    } catch (error) {
      fail(item, error);
      return false;
    }
    return note(item, verdict, before);
  };

  const doRecords = ({ run, isGuarded }: RecordStep, items: readonly ChainItem[]): readonly ChainItem[] => {
    if (!isGuarded) return items.filter((item) => doRecord(run, item, noteInPlace(item)));
    // A guarded batch is done before its records are looked at one by one.
    const before = items.map(noted);
    const guarded = runWithinLimit(
      run,
      items.map(({ record }) => record),
    );
    return before.filter((item) => doRecord(guarded, item, item.before));
  };

  const doVerdict = (item: NotedItem, verdict: ModelVerdict): readonly ChainItem[] => {
    if (verdict === undefined) return [item];
    if ('failed' in verdict) {
      fail(item, verdict.failed);
      return [];
    }
    if ('made' in verdict) {
      tally.changed(verdict.reasons ?? ['made']);
      return verdict.made.map((value) => madeItem(step, item, value));
    }
    return note(item, verdict, item.before) ? [item] : [];
  };

  const doBatch = async ({ runBatch }: ModelStep, items: readonly ChainItem[]) => {
    if (items.length === 0) return items;
    const before = items.map(noted);
    const verdicts = await runBatch(
      items.map(({ record }) => record),
      share,
    );
    return before.flatMap((item, index) => doVerdict(item, verdicts[index]));
  };

  return {
    process: (items) => {
      const startedAt = performance.now();
      const counted = (kept: readonly ChainItem[]): readonly ChainItem[] => {
        const milliseconds = performance.now() - startedAt;
        tally.batch({ inCount: items.length, outCount: kept.length, milliseconds });
        return kept;
      };
      return isModelStep(step) ? doBatch(step, items).then(counted) : counted(doRecords(step, items));
    },
    asksModel: isModelStep(step),
    isSpent: () => share.isSpent(),
    counts: () => {
      const asked = share.use();
      return { ...tally.counts(), ...(asked.answerCount === 0 ? {} : { asked }) };
    },
    changes: () => log.changes(),
  };
};

const madeItem = ({ typeAfter }: ChainStep, { source }: ChainItem, value: JsonObject): ChainItem => {
  const text = JSON.stringify(value);
  return { source: { ...source, text }, record: createTextRecord(text, typeAfter) };
};
