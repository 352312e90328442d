import type { ModelShare } from '../../model/model-share.ts';
import { Postponed } from '../../model/postponed.ts';

/** An item with the records that are made of it at most. */
export interface Wanted<Item> {
  readonly item: Item;
  readonly count: number;
}

/**
 * The items that are asked about whatever the answers are: in order, each with what is left when those before it make and
 * use as much as they may.
 */
export const wantedItems = <Item>(
  items: readonly Item[],
  { left }: Pick<ModelShare, 'left'>,
  { madeOfOne, reckon }: { readonly madeOfOne: number; readonly reckon: (item: Item) => number },
): readonly Wanted<Item>[] => {
  let { records, tokens } = left;
  const wanted: Wanted<Item>[] = [];
  for (const item of items) {
    const itemTokens = tokens === Number.POSITIVE_INFINITY ? 0 : reckon(item);
    const count = Math.min(madeOfOne, records);
    if (count < 1 || itemTokens > tokens) break;
    wanted.push({ item, count });
    records -= count;
    tokens -= itemTokens;
  }
  return wanted;
};

/**
 * Does what asks a model. Where its time runs out and something new was answered, it goes on later: of many questions that
 * a batch has left, one shard may not get through all at once.
 * @throws Postponed
 */
export const orLater = async <Result>(share: ModelShare, work: () => Promise<Result>): Promise<Result> => {
  const before = newAnswers(share);
  try {
    return await work();
  } catch (error) {
    if (share.signal?.aborted === true && newAnswers(share) > before) throw new Postponed(0);
    throw error;
  }
};

const newAnswers = (share: ModelShare): number => {
  const { answerCount, keptCount } = share.use();
  return answerCount - keptCount;
};
