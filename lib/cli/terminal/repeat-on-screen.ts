import { setTimeout as sleep } from 'node:timers/promises';
import { isForPrograms, type OutputOptions } from './output.ts';

/** What one look at something gives: JSON for programs, a text for people. */
export interface View {
  readonly value: unknown;
  readonly text: () => string;
}

/** Where it is shown, and what comes between two looks. */
export interface Screen {
  readonly isForPrograms: boolean;
  readonly write: (text: string) => unknown;
  readonly pause: () => Promise<unknown>;
}

const pauseMilliseconds = 1000;

/** Cursor to the upper left corner, and all that follows it away. */
const clearScreen = '\u001b[H\u001b[J';

/**
 * Looks again and again, a second after it has shown what there was, until the process is interrupted: on a terminal
 * in place of what was there, for programs a line of JSON a look.
 */
export const repeatOnScreen = async (look: () => Promise<View>, screen: Screen): Promise<never> => {
  for (;;) {
    const { value, text } = await look();
    // In one piece, lest the screen be seen empty.
    screen.write(screen.isForPrograms ? `${JSON.stringify(value)}\n` : clearScreen + text());
    await screen.pause();
  }
};

/** The process's standard output as a screen. */
export const standardOutput = (options: OutputOptions): Screen => ({
  isForPrograms: isForPrograms(options),
  write: (text) => process.stdout.write(text),
  pause: () => sleep(pauseMilliseconds),
});
