import { readJson } from '../engine/json-object.ts';
import { LIMITS } from '../model/limits.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { type ChangeFilter, type ChangeItem, changeJudge } from './change-items.ts';
import { type Cursor, cursorText, parseCursor, startOfAll } from './cursor.ts';
import { memoryLines, objectLines, type SourceBatch } from './line-source.ts';
import { type AnalysisFile, operatorFiles, requireStep, type Step } from './operator-files.ts';
import { runReport } from './run-report.ts';
import { scanLines } from './scan-lines.ts';

interface ChangePorts {
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly clock: Clock;
}

export interface ChangeQuery extends ChangeFilter {
  /** Name of the operator in the report. */
  readonly operator: string;
  readonly limit: number;
  readonly offset: number;
  /** `next` of an earlier reply. */
  readonly from?: string | undefined;
}

/** Records behind a count of the report. */
export interface ChangePage {
  readonly changes: readonly ChangeItem[];
  /** What the report counts; undefined where it counts no reasons. */
  readonly total: number | undefined;
  /** How many of those can be looked at; undefined while that is not known. */
  readonly kept: number | undefined;
  readonly next?: string;
}

/**
 * The records that an operator changed, dropped or rejected, a page of them, in the order of the data.
 * @throws SluiceError ModelArts.72020108 no such operator, or a file is gone; 72060001 `from` is no cursor
 */
export const listChanges = async (ports: ChangePorts, run: Run, query: ChangeQuery): Promise<ChangePage> => {
  const report = await runReport(ports, run);
  const step = requireStep(run, report.operators, query.operator);
  const from = query.from === undefined ? startOfAll : parseCursor(query.from);
  const problems = await strictProblems(ports.objects, run, query);
  const sources =
    problems === undefined
      ? fileSources(ports.objects, { run, step, kind: query.kind }, from)
      : asSources(memoryLines({ part: 0, id: 'problems', costBytes: 0 }, problems, from));
  const { items, next } = await scanLines(sources, {
    judge: changeJudge(run, step, query),
    offset: query.offset + from.skip,
    limit: query.limit,
    doesCountAll: false,
  });
  const unread = 'unread_count' in report ? report.unread_count : 0;
  const counts = countsOf(step, unread, query);
  const kept = problems === undefined ? counts.kept : problems.length;
  return { changes: items, ...counts, kept, ...(next === undefined ? {} : { next: cursorText(next) }) };
};

/** A strict import that has failed sets nothing aside: it lists its first problems. */
const strictProblems = async (
  objects: ObjectStore,
  run: Run,
  { kind, operator }: ChangeQuery,
): Promise<readonly string[] | undefined> => {
  const isStrict = run.kind === 'import' && run.mode === 'strict' && kind === 'rejected';
  const key = objectKeys.problems(run.id);
  if (!isStrict || operator !== 'validate' || (await objects.find(key)) === undefined) return undefined;
  const { problems } = await readJson<{ readonly problems: readonly unknown[] }>(objects, key);
  return problems.map((problem) => JSON.stringify(problem));
};

async function* fileSources(
  objects: ObjectStore,
  { run, step, kind }: { readonly run: Run; readonly step: Step; readonly kind: ChangeFilter['kind'] },
  from: Cursor,
): AsyncGenerator<SourceBatch> {
  const kinds: readonly AnalysisFile['kind'][] = [kind === 'rejected' ? 'rejects' : 'changes'];
  for await (const { key, path, sizeBytes } of operatorFiles(objects, run, step, kinds)) {
    const source = { part: 0, id: path, key, sizeBytes };
    yield* objectLines(objects, source, { from, maxLineBytes: LIMITS.replyBytes });
  }
}

async function* asSources(batches: Iterable<SourceBatch>): AsyncGenerator<SourceBatch> {
  yield* batches;
}

const countsOf = (
  { row }: Step,
  unread: number,
  { kind, reason }: ChangeFilter,
): Pick<ChangePage, 'total' | 'kept'> => {
  if (row === undefined) return { total: kind === 'rejected' ? unread : 0, kept: unread };
  const { changed, dropped, hits, rejected, changed_by_reason, dropped_by_reason, changed_kept } = row;
  if (reason !== undefined) {
    const total = { changed: changed_by_reason[reason], dropped: dropped_by_reason[reason] };
    return {
      total: kind === 'changed' || kind === 'dropped' ? (total[kind] ?? 0) : undefined,
      kept: undefined,
    };
  }
  switch (kind) {
    case 'changed':
      return { total: changed, kept: changed === 0 ? 0 : changed_kept };
    case 'dropped':
      return { total: dropped, kept: dropped };
    case 'hit':
      return { total: hits, kept: changed === 0 ? dropped : addKept(dropped, changed_kept) };
    case 'rejected':
      return { total: rejected, kept: rejected };
    default:
      return kind satisfies never;
  }
};

const addKept = (dropped: number, changedKept: number | undefined): number | undefined =>
  changedKept === undefined ? undefined : dropped + changedKept;
