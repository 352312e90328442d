import { setTimeout as sleep } from 'node:timers/promises';
import { isForPrograms, type OutputOptions } from './output.ts';

const pauseMilliseconds = 1000;

/** Cursor to the upper left corner, and all that follows it away. */
const clearScreen = '\u001b[H\u001b[J';

/**
 * Prints again and again, a second after it has printed, until the process is interrupted: on a terminal in place of
 * what was there, for programs one after the other.
 */
export const repeatOnScreen = async (print: () => Promise<void>, options: OutputOptions): Promise<never> => {
  for (;;) {
    if (!isForPrograms(options)) process.stdout.write(clearScreen);
    await print();
    await sleep(pauseMilliseconds);
  }
};
