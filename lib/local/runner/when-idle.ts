import { setTimeout as wait } from 'node:timers/promises';

const lookAgainMs = 25;

/**
 * Resolves when two looks in a row find nothing to do: between two counts, what was in the one place may have been on
 * its way to the other.
 */
export const whenIdle = async (isBusy: () => Promise<boolean>): Promise<void> => {
  let quietCount = 0;
  while (quietCount < 2) {
    quietCount = (await isBusy()) ? 0 : quietCount + 1;
    if (quietCount < 2) await wait(lookAgainMs);
  }
};
