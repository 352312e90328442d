import type { Change } from '../engine/change-log.ts';
import type { JsonValue } from '../model/json.ts';
import type { Run } from '../model/run.ts';
import type { SourceLine } from './line-source.ts';
import type { Step } from './operator-files.ts';
import type { LoggedReject } from './shard-log-lines.ts';

export const CHANGE_KINDS = ['dropped', 'changed', 'hit', 'rejected'] as const;

/** Which records are wanted; a hit is a record that was changed or dropped. */
export interface ChangeFilter {
  readonly kind: (typeof CHANGE_KINDS)[number];
  readonly reason?: string | undefined;
}

/** A record that an operator did something to: where it stood in the source, what came of it, and why. */
export interface ChangeItem {
  readonly kind: 'changed' | 'dropped' | 'rejected' | 'too_large';
  readonly file?: string;
  readonly line?: number;
  readonly reasons?: readonly string[];
  /** Of a changed record, its texts before and after. */
  readonly texts?: Extract<Change, { readonly kind: 'changed' }>['texts'];
  /** Of a record that went because of others: who stays in its place, how alike it was to one of its group, the group. */
  readonly duplicate_of?: { readonly dataset?: string; readonly file: string; readonly line: number };
  readonly similarity?: number;
  readonly cluster?: number;
  /** Of a dropped record, the record; of a rejected one, its line as it came. */
  readonly record?: JsonValue;
  /** The line in base64, when it is not UTF-8. */
  readonly record_base64?: string;
  readonly code?: string;
  readonly message?: string;
  readonly field?: string;
  /** Of a record that is too large for a reply; its file has it. */
  readonly size_bytes?: number;
}

/** Gives the function that picks the wanted records out of the lines of the files of a step. */
export const changeJudge =
  (run: Run, step: Step, { kind, reason }: ChangeFilter) =>
  (lines: readonly SourceLine[]): readonly (ChangeItem | undefined)[] =>
    lines.map(({ text, sizeBytes }) => {
      if (text === undefined) return { kind: 'too_large', size_bytes: sizeBytes };
      if (text === '') return undefined;
      const item = kind === 'rejected' ? rejectItem(run, step, text) : changeItem(text);
      const isWanted = kind === 'rejected' || kind === 'hit' || item?.kind === kind;
      return isWanted && hasReason(item, reason) ? item : undefined;
    });

const hasReason = (item: ChangeItem | undefined, reason: string | undefined): boolean =>
  reason === undefined || item?.reasons?.includes(reason) === true;

const changeItem = (text: string): ChangeItem => {
  const change = JSON.parse(text) as Change; // the workers write changes only
  const { file, line, reasons } = change;
  if (change.kind === 'changed') return { kind: 'changed', file, line, reasons, texts: change.texts };
  const { duplicate_of, similarity, cluster, record } = change;
  return {
    kind: 'dropped',
    file,
    line,
    reasons,
    ...(duplicate_of === undefined ? {} : { duplicate_of }),
    ...(similarity === undefined ? {} : { similarity }),
    ...(cluster === undefined ? {} : { cluster }),
    record,
  };
};

/** The line of a rejected record, as workers set it aside. */
type StoredReject = LoggedReject & { readonly record?: string; readonly recordBase64?: string };

const rejectItem = (run: Run, { row }: Step, text: string): ChangeItem | undefined => {
  const { file, line, field, code, reason, message, operator, record, recordBase64 } = JSON.parse(
    text,
  ) as StoredReject; // rejects are written from such values
  if (run.kind === 'refine' && operator !== row?.operator) return undefined;
  return {
    kind: 'rejected',
    file,
    line,
    reasons: [reason],
    code,
    message,
    ...(field === undefined ? {} : { field }),
    ...(record === undefined ? {} : { record }),
    ...(recordBase64 === undefined ? {} : { record_base64: recordBase64 }),
  };
};
