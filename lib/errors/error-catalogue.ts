import type { ErrorCode } from '../model/error-code.ts';
import {
  ERROR_TABLE,
  type ErrorArea,
  type ErrorRow,
  isKnownCode,
  type Language,
  type RetryRule,
} from './table/index.ts';

/** A row of the error table in one language, for people. */
export interface ErrorEntry {
  readonly code: ErrorCode;
  /** Set on the second meaning of a code that the specification lists twice. */
  readonly variant?: string;
  readonly area: ErrorArea;
  readonly status: number;
  readonly retry: RetryRule;
  /** With its placeholders, which the details named by `places` fill in order. */
  readonly message: string;
  readonly places: readonly string[];
  readonly description: string;
  readonly remedy: string;
}

/** Every meaning of every code, by area. The `message` is the documented sentence in English, or our Chinese one. */
export const errorCatalogue = (language: Language): readonly ErrorEntry[] =>
  Object.entries<ErrorRow>(ERROR_TABLE).flatMap(([code, row]) => entriesOf(code, row, language));

/** The meanings of one code, mostly one; none when there is no such code. */
export const explainError = (code: string, language: Language): readonly ErrorEntry[] =>
  isKnownCode(code) ? entriesOf(code, ERROR_TABLE[code], language) : [];

const entriesOf = (code: string, row: ErrorRow, language: Language): readonly ErrorEntry[] => {
  const { area, status, retry, places } = row;
  const meanings = [['', row] as const, ...Object.entries(row.variants ?? {})];
  return meanings.map(([variant, text]) => ({
    code: code as ErrorCode, // the table's keys are codes
    ...(variant === '' ? {} : { variant }),
    area,
    status,
    retry,
    message: text.message[language],
    places,
    description: text.description[language],
    remedy: text.remedy[language],
  }));
};
