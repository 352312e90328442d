import type { RunError } from '../model/run.ts';
import { asSluiceError } from './sluice-error.ts';

/** What a run keeps of whatever was thrown, and whether another attempt may go better. */
export const toRunError = (thrown: unknown): { readonly error: RunError; readonly isRetryable: boolean } => {
  const { code, message, details, retry } = asSluiceError(thrown);
  return { error: { code, message, details }, isRetryable: retry === 'backoff' };
};
