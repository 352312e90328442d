import { ERROR_TABLE, type ErrorRow, type KnownCode, type RetryRule } from './table/index.ts';

type Detail = string | number;

/** What an error must be told: a value for each place of its message, and any further facts worth knowing. */
export type ErrorDetails<Code extends KnownCode> = {
  readonly [Place in (typeof ERROR_TABLE)[Code]['places'][number]]: Detail;
} & { readonly [fact: string]: Detail | undefined };

interface ErrorOptions {
  readonly cause?: unknown;
  /** Which of the messages that share the code; the first by default. */
  readonly variant?: string;
}

/** Details may be left out only where the message has no places. */
type ErrorArguments<Code extends KnownCode> = (typeof ERROR_TABLE)[Code]['places'] extends readonly []
  ? [details?: ErrorDetails<Code>, options?: ErrorOptions]
  : [details: ErrorDetails<Code>, options?: ErrorOptions];

/**
 * A failure with a code of the specification. Its message is the documented English sentence; details say where
 * (file, line, field) and why, never what a record held.
 */
export class SluiceError<Code extends KnownCode = KnownCode> extends Error {
  override readonly name = 'SluiceError';
  readonly code: Code;
  readonly details: Readonly<Record<string, Detail>>;
  readonly variant: string | undefined;

  constructor(code: Code, ...[details, options]: ErrorArguments<Code>) {
    const facts = withoutUndefined(details ?? {});
    const row: ErrorRow = ERROR_TABLE[code];
    const { en } = (row.variants?.[options?.variant ?? ''] ?? row).message;
    super(filled(en, row.places, facts), options?.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.details = facts;
    this.variant = options?.variant;
  }

  /** HTTP status, as the specification documents it. */
  get status(): number {
    return ERROR_TABLE[this.code].status;
  }

  get retry(): RetryRule {
    return ERROR_TABLE[this.code].retry;
  }
}

/** True of every error that carries a code. */
export const isSluiceError = (value: unknown): value is SluiceError => value instanceof SluiceError;

/**
 * Whatever was thrown, as an error with a code. What has none becomes an internal error that says nothing of its
 * message, for that may hold data.
 */
export const asSluiceError = (thrown: unknown): SluiceError =>
  isSluiceError(thrown) ? thrown : new SluiceError('ModelArts.72020000', {}, { cause: thrown });

/** The message with its placeholders, `xxx`, `{0}` or `%s`, replaced by the details that `places` name, in order. */
export const filled = (
  message: string,
  places: readonly string[],
  details: Readonly<Record<string, Detail>>,
): string => {
  const unused = places.values();
  return message.replace(PLACEHOLDER, (placeholder) => {
    const { value: place } = unused.next();
    return String(details[place ?? ''] ?? placeholder);
  });
};

export const PLACEHOLDER = /xxx|\{\d\}|%s/g;

const withoutUndefined = (details: Readonly<Record<string, Detail | undefined>>): Record<string, Detail> => {
  const facts: Record<string, Detail> = {};
  for (const [name, value] of Object.entries(details)) {
    if (value !== undefined) facts[name] = value;
  }
  return facts;
};
