import { isSluiceError, SluiceError } from '../errors/sluice-error.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { TraceStore } from '../ports/trace-store.ts';
import { type Cursor, cursorText, parseCursor, startOfAll } from './cursor.ts';
import { lifeLines } from './life-lines.ts';
import { type LogFilter, logFilter } from './log-filter.ts';
import { type LogLine, lineOfText } from './log-line.ts';
import { logSources } from './log-sources.ts';
import { type Scan, scanLines } from './scan-lines.ts';

interface LogPorts {
  readonly objects: ObjectStore;
  readonly traces: TraceStore;
}

export interface LogSearch extends LogFilter {
  /** `next` of an earlier reply; the start of the log by default. */
  readonly from?: string | undefined;
}

/** A page of the lines that a search has found. */
export interface LogPage {
  readonly lines: readonly LogLine[];
  readonly matchCount: number;
  /** The whole log, from where the search began, was looked at: `matchCount` is that of all of it. */
  readonly isComplete: boolean;
  readonly next?: string;
}

/**
 * Searches the log of a run, also of one that is under way; memory does not grow with the log.
 * @throws SluiceError ModelArts.72020057 the pattern is none, or takes too long; 72020070 there is no log; 72020067 it
 * can't be read; 72060001 `from` is no cursor
 */
export const searchLog = async (
  ports: LogPorts,
  run: Run,
  { from, limit, offset, ...filter }: LogSearch & { readonly limit: number; readonly offset: number },
): Promise<LogPage> => {
  const { items, next, ...seen } = await scanLog(ports, run, {
    filter,
    from: from === undefined ? startOfAll : parseCursor(from),
    page: { limit, offset, doesCountAll: true },
  });
  const lines = items.map(lineOfText);
  return { lines, ...seen, ...(next === undefined ? {} : { next: cursorText(next) }) };
};

/**
 * A piece of the lines that a search finds, as `log.jsonl` has them, and where the next piece begins.
 * @throws SluiceError what `searchLog` throws
 */
export const downloadLog = async (
  ports: LogPorts,
  run: Run,
  { from, ...filter }: LogSearch,
): Promise<{ readonly bytes: Buffer; readonly next?: string }> => {
  const { items, next } = await scanLog(ports, run, {
    filter,
    from: from === undefined ? startOfAll : parseCursor(from),
    page: { limit: Number.MAX_SAFE_INTEGER, offset: 0, doesCountAll: false },
  });
  const bytes = Buffer.from(items.map((text) => `${text}\n`).join(''));
  return { bytes, ...(next === undefined ? {} : { next: cursorText(next) }) };
};

const scanLog = async (
  { objects, traces }: LogPorts,
  run: Run,
  {
    filter,
    from,
    page,
  }: { readonly filter: LogFilter; readonly from: Cursor; readonly page: Omit<Scan<never>, 'judge'> },
) => {
  const judge = logFilter(filter);
  try {
    await requireLog(objects, run);
    const life = await lifeLines({ objects, traces }, run);
    const offset = page.offset + from.skip;
    return await scanLines(logSources(objects, { run, life }, from), { ...page, offset, judge });
  } catch (error) {
    if (!isSluiceError(error) || error.code !== 'ModelArts.72020136') throw error;
    throw new SluiceError('ModelArts.72020067', { ...error.details, reason: 'it is gone' }, { cause: error });
  }
};

/** Every run has written its spec; whose objects have expired has none left. */
const requireLog = async (objects: ObjectStore, { id }: Run): Promise<void> => {
  for await (const _found of objects.list(objectKeys.folder(id))) return;
  throw new SluiceError('ModelArts.72020070', { run: id });
};
