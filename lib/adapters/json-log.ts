import type { Log } from '../ports/log.ts';

const LEVELS = ['info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

/** A log of one JSON object a line; levels below `lowest` are left out. An unknown level means `info`. */
export const jsonLog = (lowest: string, writeLine: (line: string) => void = writeToStdout): Log => {
  const logAt =
    (level: Level): Log[Level] =>
    (message, facts) => {
      if (LEVELS.indexOf(level) < LEVELS.findIndex((it) => it === lowest)) return;
      writeLine(JSON.stringify({ time: new Date().toISOString(), level, message, ...facts }));
    };
  return { info: logAt('info'), warn: logAt('warn'), error: logAt('error') };
};

const writeToStdout = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
