import type { RunError } from '../model/run.ts';
import { SluiceError } from './sluice-error.ts';
import { isKnownCode } from './table/index.ts';

/** The error that failed a run, as an error again: same code, same place. */
export const runFailure = (error: RunError | undefined): SluiceError => {
  const code = error !== undefined && isKnownCode(error.code) ? error.code : 'ModelArts.72020000';
  // The details were those of an error of this very code, so they hold what its message needs.
  return new SluiceError(code, { ...error?.details } as never);
};
