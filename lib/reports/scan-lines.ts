import { LIMITS } from '../model/limits.ts';
import type { Cursor } from './cursor.ts';
import type { SourceBatch, SourceLine } from './line-source.ts';

export interface Scan<T> {
  /** What each line gives, undefined for those that do not match. */
  readonly judge: (lines: readonly SourceLine[]) => readonly (T | undefined)[];
  /** Matches to pass over. */
  readonly offset: number;
  readonly limit: number;
  /** Whether the matches after the page are counted, or left alone. */
  readonly doesCountAll: boolean;
}

export interface ScanResult<T> {
  readonly items: readonly T[];
  /** Matches that were seen, those that were passed over included. */
  readonly matchCount: number;
  /** Nothing is left that was not looked at. */
  readonly isComplete: boolean;
  /** Where the next page begins; undefined when there is none. */
  readonly next?: Cursor;
}

/** What one scan may read: some seconds of it. */
const scanBytes = 128 * 1024 ** 2;

/**
 * Takes the matching lines after the first `offset`, up to `limit` of them and `LIMITS.replyBytes`, though one at
 * least. Stops when it has read for long, and says where to go on.
 */
export const scanLines = async <T>(
  batches: AsyncIterable<SourceBatch>,
  { judge, offset, limit, doesCountAll }: Scan<T>,
): Promise<ScanResult<T>> => {
  const page = createPage<T>({ offset, limit });
  let costBytes = 0;
  for await (const batch of batches) {
    const verdicts = judge(batch.lines);
    for (const [index, line] of batch.lines.entries()) page.offer(verdicts[index], line, batch);
    if (page.isFull() && !doesCountAll) return page.result({ isComplete: false });
    costBytes += batch.costBytes;
    // In the middle of a line there is no place to go on from.
    if (costBytes >= scanBytes && batch.lines.length > 0)
      return page.result({ isComplete: false, reached: batch });
  }
  return page.result({ isComplete: true });
};

/** Items until they are enough; then it is known where the next page begins. */
const createPage = <T>({ offset, limit }: Pick<Scan<T>, 'offset' | 'limit'>) => {
  const items: T[] = [];
  let [matchCount, takenBytes] = [0, 0];
  let after: Cursor | undefined;
  let next: Cursor | undefined;

  const take = (item: T, line: SourceLine, { part, id }: SourceBatch): void => {
    const bytes = line.text === undefined ? 0 : line.sizeBytes + 1;
    if (after !== undefined && (items.length === limit || takenBytes + bytes > LIMITS.replyBytes)) {
      next = after;
      return;
    }
    items.push(item);
    takenBytes += bytes;
    after = { part, id, offset: line.end, skip: 0 };
  };

  return {
    isFull: (): boolean => next !== undefined,
    offer: (item: T | undefined, line: SourceLine, batch: SourceBatch): void => {
      if (item === undefined) return;
      matchCount++;
      if (matchCount > offset && next === undefined) take(item, line, batch);
    },
    /** With the batch that was reached when the scan broke off. */
    result: ({
      isComplete,
      reached,
    }: {
      readonly isComplete: boolean;
      readonly reached?: SourceBatch;
    }): ScanResult<T> => {
      if (reached !== undefined && next === undefined) {
        const { part, id, lines } = reached;
        next = { part, id, offset: lines.at(-1)?.end ?? 0, skip: Math.max(0, offset - matchCount) };
      }
      return { items, matchCount, isComplete, ...(next === undefined ? {} : { next }) };
    },
  };
};
