import { asSluiceError, filled, type SluiceError } from './sluice-error.ts';
import { ERROR_TABLE, type ErrorRow, type Language } from './table/index.ts';

/** What an HTTP reply says of a failure; field names follow ModelArts. */
interface ErrorBody {
  readonly error_code: string;
  readonly error_msg: string;
  readonly request_id: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/**
 * The body of a reply to a request that threw. The message stays the documented English sentence unless Chinese is
 * asked for.
 */
export const errorBody = (thrown: unknown, requestId: string, language: Language = 'en'): ErrorBody => {
  const error = asSluiceError(thrown);
  return {
    error_code: error.code,
    error_msg: messageIn(error, language),
    request_id: requestId,
    details: error.details,
  };
};

/** The message of an error, with its places filled. */
export const messageIn = (error: SluiceError, language: Language): string => {
  const row: ErrorRow = ERROR_TABLE[error.code];
  const { message } = row.variants?.[error.variant ?? ''] ?? row;
  return filled(message[language], row.places, error.details);
};
