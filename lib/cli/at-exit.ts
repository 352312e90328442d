/** What is left to do when the process ends, in the order in which it was begun. */
const tasks = new Set<() => void>();
let isListening = false;

/**
 * Does something, at once, when this process ends before it is done: by itself, or by a signal that `endOnSignals` hears.
 * What was asked for last is done first. Gives what takes it back. A process that is killed does nothing more.
 */
export const atExit = (task: () => void): (() => void) => {
  if (!isListening) {
    isListening = true;
    process.once('exit', () => {
      for (const left of [...tasks].reverse()) left();
    });
  }
  tasks.add(task);
  return () => {
    tasks.delete(task);
  };
};

/** Signals that ask a process to end: Ctrl-C, the usual one, and the end of its terminal. Numbers: POSIX.1-2024, kill. */
const endNumbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
const endSignals = Object.keys(endNumbers) as readonly (keyof typeof endNumbers)[]; // keys of a const object

/** Ends the process in order when it is asked to, with the exit code that a shell gives for the signal. */
export const endOnSignals = (): void => {
  for (const signal of endSignals) process.once(signal, () => process.exit(128 + endNumbers[signal]));
};

/** Does something else instead, once, when the process is asked to end. */
export const insteadOfEnding = (stop: () => void): void => {
  for (const signal of endSignals) {
    process.removeAllListeners(signal);
    process.once(signal, stop);
  }
};
