import type { Log } from '../ports/log.ts';

type Level = keyof Log;

/** In ascending order. */
const levels: readonly string[] = ['info', 'warn', 'error'] satisfies Level[];

/** A log of one JSON object a line; levels below `lowest` are left out. An unknown level means `info`. */
export const jsonLog = (lowest: string, writeLine: (line: string) => void = writeToStdout): Log => {
  const logAt =
    (level: Level): Log[Level] =>
    (message, facts) => {
      if (levels.indexOf(level) < levels.indexOf(lowest)) return;
      writeLine(JSON.stringify({ time: new Date().toISOString(), level, message, ...facts }));
    };
  return { info: logAt('info'), warn: logAt('warn'), error: logAt('error') };
};

const writeToStdout = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
