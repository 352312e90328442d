import type { LogLine } from './local-log.ts';

/** What a line of a function's output says. */
export interface OutputLine {
  readonly level: LogLine['level'];
  readonly facts: { readonly message: string; readonly [fact: string]: unknown };
}

/** Functions log JSON objects with a level and a message; anything else that they print is a message. */
export const readOutputLine = (line: string, levelOfStream: LogLine['level']): OutputLine => {
  const entry = line.startsWith('{') ? parseObject(line) : undefined;
  if (entry === undefined) return { level: levelOfStream, facts: { message: line } };
  // The log itself says when and where; a function's own word for that would hide it.
  const { level, message, time: _time, timestamp: _timestamp, source: _source, ...facts } = entry;
  const stated = LEVELS.find((each) => each === String(level).toUpperCase());
  return { level: stated ?? levelOfStream, facts: { message: String(message ?? ''), ...facts } };
};

const LEVELS = ['INFO', 'WARN', 'ERROR'] as const;

const parseObject = (line: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
