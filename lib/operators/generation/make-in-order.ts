import { isSluiceError } from '../../errors/sluice-error.ts';
import type { ModelShare } from '../../model/model-share.ts';
import { createGate } from '../asking/gate.ts';

/** What was made of an item: how many records, with how many tokens. */
export interface Made<Result> {
  readonly result: Result;
  readonly recordCount: number;
  readonly tokenCount: number;
}

interface Work<Item, Result> {
  /** Records that are made of one item at most. */
  readonly madeOfOne: number;
  /** Tokens that an item may take. */
  readonly reckon: (item: Item) => number;
  readonly make: (item: Item, count: number, signal: AbortSignal) => Promise<Made<Result>>;
}

export type Outcome<Result> =
  | { readonly result: Result }
  /** The model could not be asked about it. */
  | { readonly error: unknown }
  /** There was nothing left to make it with. */
  | { readonly left: 'records' | 'tokens' };

interface UnderWay<Result> {
  readonly count: number;
  readonly tokens: number;
  readonly made: Promise<Made<Result>>;
}

/** So many in a row that the model could not be asked about are no accident of theirs. */
const outageLength = 5;

/**
 * Makes records of items within a share: items are taken up in order, each with what is left when those before it have
 * got theirs, so that the same answers give the same records however long each takes. What is under way counts in full
 * until it is known.
 * @throws whatever stands in the way of all items: they are to be tried again another time
 */
export const makeInOrder = async <Item, Result>(
  items: readonly Item[],
  share: ModelShare,
  { madeOfOne, reckon, make }: Work<Item, Result>,
): Promise<readonly Outcome<Result>[]> => {
  const { left } = share;
  const stop = new AbortController();
  const signal = share.signal === undefined ? stop.signal : AbortSignal.any([share.signal, stop.signal]);
  const gate = createGate(share.concurrency);
  const underWay: UnderWay<Result>[] = [];
  const outcomes: Outcome<Result>[] = [];
  const held = { records: 0, tokens: 0 };
  let failedInRow = 0;

  const settleNext = async (): Promise<void> => {
    const next = underWay[outcomes.length];
    if (next === undefined) return;
    held.records -= next.count;
    held.tokens -= next.tokens;
    try {
      const { result, recordCount, tokenCount } = await next.made;
      left.records -= recordCount;
      left.tokens -= tokenCount;
      failedInRow = 0;
      outcomes.push({ result });
    } catch (error) {
      failedInRow++;
      if (!mayBeItsOwn(error) || share.signal?.aborted === true || failedInRow === outageLength) throw error;
      outcomes.push({ error });
    }
  };
  const isWaiting = (): boolean => outcomes.length < underWay.length;

  const takeUp = async (item: Item): Promise<Outcome<Result> | undefined> => {
    // Twice as many as are asked at once: a slow one does not hold up all others.
    while (underWay.length - outcomes.length >= 2 * share.concurrency) await settleNext();
    const tokens = left.tokens === Number.POSITIVE_INFINITY ? 0 : reckon(item);
    while (isWaiting() && (left.records - held.records < 1 || left.tokens - held.tokens < tokens)) {
      await settleNext();
    }
    const count = Math.min(madeOfOne, left.records - held.records);
    if (count < 1) return { left: 'records' };
    if (left.tokens - held.tokens < tokens) return { left: 'tokens' };
    held.records += count;
    held.tokens += tokens;
    const made = gate(() => make(item, count, signal));
    made.catch(() => {}); // it is looked at in its turn
    underWay.push({ count, tokens, made });
    return undefined;
  };

  try {
    let rest: Outcome<Result> | undefined;
    for (const item of items) {
      rest = await takeUp(item);
      if (rest !== undefined) break;
    }
    while (isWaiting()) await settleNext();
    if (rest !== undefined || left.records < 1) share.spend();
    const [first] = outcomes;
    // Nothing has been answered at all: that is no fault of the records.
    if (first !== undefined && 'error' in first && share.use().answerCount === 0) throw first.error;
    return rest === undefined ? outcomes : [...outcomes, ...Array(items.length - outcomes.length).fill(rest)];
  } catch (error) {
    stop.abort();
    await Promise.allSettled(underWay.map(({ made }) => made));
    throw error;
  }
};

/** Whether it may be about the one request alone. */
const mayBeItsOwn = (error: unknown): boolean => isSluiceError(error) && error.retry === 'backoff';
