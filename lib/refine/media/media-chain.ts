import type { Change } from '../../engine/change-log.ts';
import { createOperatorTally } from '../../engine/operator-tally.ts';
import type { Reject } from '../../engine/reject.ts';
import { isSluiceError } from '../../errors/sluice-error.ts';
import { writeMediaLine } from '../../formats/media-annotation.ts';
import { parseRecord } from '../../formats/parse-record.ts';
import type { MediaType } from '../../model/dataset-type.ts';
import type { MediaRecord, VideoCut } from '../../model/media-record.ts';
import type { OperatorCounts } from '../../model/run.ts';
import type { LocalCopies } from './local-copies.ts';
import type { MediaItem } from './media-item.ts';
import type { MediaStep } from './media-steps.ts';

/** What is known of a media file that was downloaded. */
export interface ProbedItem extends MediaItem {
  readonly facts: MediaRecord['facts'];
  /** Of files that the record is made of. */
  readonly copies: LocalCopies;
}

/** What a chain does not do by itself, since it is pure but for counting. */
export interface MediaTools {
  /** Cuts a video into items of their own, in order. */
  cut(item: ProbedItem, cut: VideoCut): Promise<readonly ProbedItem[]>;
}

interface ChainOptions {
  readonly type: MediaType;
  readonly file: string;
  readonly keptChanges: number;
  /** Place of the first step in the recipe. */
  readonly firstStep: number;
}

/** Where a record stands in its part, and its line as it came. */
export interface Source {
  readonly line: number;
  readonly text: string;
}

/** A file that can't be used, a line that is about none. */
const recordFaults: ReadonlySet<string> = new Set(['ModelArts.72091001', 'ModelArts.72060009']);

/** Runs media records through the operators of a stage, one after the other, and keeps account. */
export const createMediaChain = (
  steps: readonly Extract<MediaStep, { readonly run: unknown }>[],
  tools: MediaTools,
  { type, file, keptChanges, firstStep }: ChainOptions,
) => {
  const stages = steps.map((step, index) => ({
    ...step,
    tally: createOperatorTally(step.operator.id, firstStep + index),
    changes: [] as Change[],
    changedCount: 0,
  }));
  const rejects: Reject[] = [];

  const reject = ({ line, text }: Source, error: unknown, operator?: string): void => {
    // All else, such as a missing program or a store that does not answer, is not the record's fault.
    if (!isSluiceError(error) || !recordFaults.has(error.code)) throw error;
    const { reason = 'operator_failed', file: media } = error.details;
    rejects.push({
      file,
      line,
      ...(typeof media === 'string' ? { media } : {}),
      code: error.code,
      reason: String(reason),
      message: error.message,
      ...(operator === undefined ? {} : { operator }),
      record: text,
    });
  };

  const doStep = async (
    stage: (typeof stages)[number],
    source: Source,
    item: ProbedItem,
  ): Promise<readonly ProbedItem[]> => {
    const place = { file, line: source.line };
    const verdict = stage.run(item);
    if (verdict === undefined) return [item];
    if ('dropped' in verdict) {
      stage.tally.dropped(verdict.dropped);
      const record = parseRecord(writeMediaLine(item, type));
      stage.changes.push({ ...place, kind: 'dropped', reasons: [verdict.dropped], record });
      return [];
    }
    const pieces = await tools.cut(item, verdict.cut);
    stage.tally.changed(['cut']);
    if (stage.changedCount++ < keptChanges) {
      const after = pieces.map((piece) => piece.file).join('\n');
      const texts = [{ field: 'file', before: item.file, after }];
      stage.changes.push({ ...place, kind: 'changed', reasons: ['cut'], texts });
    }
    return pieces;
  };

  return {
    reject,
    /** What becomes of a record: nothing, itself, or its pieces. */
    process: async (source: Source, item: ProbedItem): Promise<readonly ProbedItem[]> => {
      let items: readonly ProbedItem[] = [item];
      for (const stage of stages) {
        const startedAt = performance.now();
        const kept: ProbedItem[] = [];
        for (const one of items) {
          try {
            kept.push(...(await doStep(stage, source, one)));
          } catch (error) {
            reject(source, error, stage.operator.id);
            stage.tally.rejected();
          }
        }
        const milliseconds = performance.now() - startedAt;
        stage.tally.batch({ inCount: items.length, outCount: kept.length, milliseconds });
        items = kept;
      }
      return items;
    },
    counts: (): readonly OperatorCounts[] => stages.map(({ tally }) => tally.counts()),
    changes: (): readonly (readonly Change[])[] => stages.map(({ changes }) => changes),
    rejects: (): readonly Reject[] => rejects,
  };
};
