import type { JsonValue } from '../model/json.ts';
import type { TextRecord } from '../model/text-record.ts';

/** A line of `changes/<operator>.jsonl`: what an operator did to one record, and why. */
export type Change = { readonly file: string; readonly line: number; readonly reasons: readonly string[] } & (
  | { readonly kind: 'changed'; readonly texts: readonly TextChange[] }
  | (DroppedTwin & { readonly kind: 'dropped'; readonly record: JsonValue })
);

/** Of a record that went because of others: which stays in its place, and how alike it was to one of its cluster. */
interface DroppedTwin {
  readonly cluster?: number;
  readonly similarity?: number;
  readonly duplicate_of?: { readonly dataset?: string; readonly file: string; readonly line: number };
}

interface TextChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** Keeps all records that an operator drops and the first `keptChanges` that it changes. */
export const createChangeLog = (keptChanges: number, file: string) => {
  const changes: Change[] = [];
  let changedCount = 0;
  return {
    wantsChanges: (): boolean => changedCount < keptChanges,
    changed: (
      line: number,
      reasons: readonly string[],
      { before, record }: { readonly before: readonly string[]; readonly record: TextRecord },
    ): void => {
      changedCount++;
      const texts = before.flatMap((text, index) => {
        const after = record.texts[index] ?? '';
        return text === after ? [] : [{ field: record.pathOf(index), before: text, after }];
      });
      changes.push({ file, line, kind: 'changed', reasons, texts });
    },
    dropped: (line: number, reason: string, record: TextRecord): void => {
      changes.push({ file, line, kind: 'dropped', reasons: [reason], record: record.toValue() });
    },
    changes: (): readonly Change[] => changes,
  };
};
