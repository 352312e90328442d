import { runGuarded } from '../engine/run-guarded.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import { compilePattern } from '../operators/regex/compile-pattern.ts';
import type { SourceLine } from './line-source.ts';
import { LOG_LEVELS, type LogLevel, lineOfText } from './log-line.ts';

/** Which lines of a log are wanted; what is not named does not matter. */
export interface LogFilter {
  /** Part of the line as the log has it, in whatever case. */
  readonly keyword?: string | undefined;
  /** What a part of the line must match. */
  readonly regex?: string | undefined;
  /** This level or a worse one. */
  readonly level?: LogLevel | undefined;
  readonly operator?: string | undefined;
}

/** For so many lines as come at once. */
const patternLimitMs = 1000;

/**
 * Gives the function that picks the wanted lines, as they are written.
 * @throws SluiceError ModelArts.72020057 when the pattern is none, or may take for ever; its function throws it when it does
 */
export const logFilter = ({ keyword, regex, level, operator }: LogFilter) => {
  const hasText = textFilter(keyword, regex);
  const isLineWanted = lineFilter(level, operator);
  return (lines: readonly SourceLine[]): readonly (string | undefined)[] => {
    const texts = lines.map(({ text = '' }) => text);
    const isWanted = hasText(texts);
    return texts.map((text, index) =>
      isWanted[index] && text !== '' && isLineWanted(text) ? text : undefined,
    );
  };
};

/** Lines are parsed only where that matters: it is most of what a search costs. */
const lineFilter = (level: LogLevel | undefined, operator: string | undefined) => {
  if (level === undefined && operator === undefined) return () => true;
  const leastRank = level === undefined ? 0 : LOG_LEVELS.indexOf(level);
  return (text: string): boolean => {
    const line = lineOfText(text);
    const isOf = operator === undefined || line.operator === operator;
    return isOf && LOG_LEVELS.indexOf(line.level) >= leastRank;
  };
};

const textFilter = (keyword: string | undefined, regex: string | undefined) => {
  const wanted = keyword?.toLowerCase();
  const pattern = regex === undefined ? undefined : compilePattern(regex);
  return (texts: readonly string[]): readonly boolean[] => {
    const hasKeyword = texts.map((text) => wanted === undefined || text.toLowerCase().includes(wanted));
    if (pattern === undefined) return hasKeyword;
    const attempt = runGuarded(
      () => texts.map((text, index) => hasKeyword[index] === true && text.search(pattern) !== -1),
      patternLimitMs,
    );
    if ('value' in attempt) return attempt.value;
    throw new SluiceError('ModelArts.72020057', { pattern: pattern.source, reason: 'time_limit' });
  };
};
