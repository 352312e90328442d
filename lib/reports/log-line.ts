import type { StageKind } from '../model/run.ts';

/** From what is as it should be to what ends a run. */
export const LOG_LEVELS = ['info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A line of a run's log. Never holds what a record held. */
export interface LogLine {
  /** Milliseconds since the epoch, UTC. */
  readonly time?: number;
  readonly level: LogLevel;
  /** Place of the stage in the run; absent of what concerns the whole run. */
  readonly stage?: number;
  readonly kind?: StageKind;
  readonly shard?: number;
  readonly attempt?: number;
  /** Name of the operator in the recipe. */
  readonly operator?: string;
  readonly message: string;
  /** Counts, places and codes. */
  readonly [fact: string]: unknown;
}

/** The line as the log has it, and as searches see it. */
export const textOfLine = (line: LogLine): string => JSON.stringify(line);

/** The line of such a text. */
export const lineOfText = (text: string): LogLine => JSON.parse(text) as LogLine; // textOfLine has written it
