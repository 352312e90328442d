import { CommanderError } from 'commander';
import { endOnSignals } from './at-exit.ts';
import { EXIT_CODES, exitCodeOf } from './exit-code.ts';
import { failureText } from './failure-text.ts';
import { languageOf } from './language.ts';
import { createProgram } from './program.ts';

/** Does what the process's arguments ask for. The one place that turns errors into text and an exit code. */
export const runCommandLine = async (): Promise<void> => {
  // The pipe's reader has had enough, as `head` has: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT_CODES.done : EXIT_CODES.failed);
  });
  endOnSignals();

  const program = createProgram();
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said what is wrong already.
      process.exitCode = error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.invalid;
    } else {
      process.stderr.write(failureText(error, languageOf(program.opts())));
      process.exitCode = exitCodeOf(error);
    }
  }
};
