import type { ErrorCode } from '../../model/error-code.ts';

/** Languages that people may read errors in. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

export type ErrorArea = 'Data Connection' | 'Data Management' | 'Smart Refining' | 'Manual Calibration';

/** Whether doing the same again may help: `backoff` is for storage and services that may recover. */
export type RetryRule = 'never' | 'backoff';

/** What a code says. Source of `message.en`: the specification's table, verbatim. */
interface ErrorText {
  readonly message: Readonly<Record<Language, string>>;
  readonly description: Readonly<Record<Language, string>>;
  readonly remedy: Readonly<Record<Language, string>>;
}

interface ErrorSource extends ErrorText {
  /** As documented, odd ones included. */
  readonly status: number;
  readonly retry: RetryRule;
  /** Names of the details that fill the message's placeholders, in order; the same in both languages. */
  readonly places: readonly string[];
  /** Further meanings of the same code, which the specification lists twice. */
  readonly variants?: Readonly<Record<string, ErrorText>>;
}

export interface ErrorRow extends ErrorSource {
  readonly area: ErrorArea;
}

/** Rows of one area; keeps the codes and places as literal types. */
export const defineErrors = <const Rows extends Readonly<Record<ErrorCode, ErrorSource>>>(
  area: ErrorArea,
  rows: Rows,
): { readonly [Code in keyof Rows]: Rows[Code] & { readonly area: ErrorArea } } => {
  const entries = Object.entries<ErrorSource>(rows).map(([code, row]) => [code, { ...row, area }]);
  // Object.fromEntries forgets which key has which value; the line above keeps both.
  return Object.fromEntries(entries) as { [Code in keyof Rows]: Rows[Code] & { area: ErrorArea } };
};
