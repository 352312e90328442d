import { PassingFailure } from '../chat-failure.ts';

/** How patient whoever waits for a batch is; milliseconds. */
export interface BatchPatience {
  /** Between two looks at the most; less while the batch is young. */
  readonly longestWaitSeconds: number;
  /** Within that time of its claim a batch is begun, or not at all. */
  readonly claimMilliseconds: number;
  /** After that time a claim is taken for that of a worker that died. */
  readonly takeOverMilliseconds: number;
  /** A batch that is not over by then never will be. */
  readonly longestBatchMilliseconds: number;
}

const shortestWaitSeconds = 60;

/** A look after a tenth of what it has taken so far: batches that are answered soon are seen soon. */
export const waitSecondsOf = (ageMilliseconds: number, { longestWaitSeconds }: BatchPatience): number =>
  Math.min(longestWaitSeconds, Math.max(shortestWaitSeconds, Math.ceil(ageMilliseconds / 10_000)));

/** What a call gives; undefined where it failed in a way that may pass. */
export const unlessItPasses = async <Result>(call: () => Promise<Result>): Promise<Result | undefined> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof PassingFailure) return undefined;
    throw error;
  }
};
