import { SluiceError } from '../errors/sluice-error.ts';
import type { MediaFault } from '../model/problem.ts';

/**
 * The error of a media file that can't be used; its neighbours go on. `detail` is of our own words and numbers, never what
 * the file or a tool said.
 */
export const mediaFailure = (file: string, reason: MediaFault, detail?: string): SluiceError =>
  new SluiceError('ModelArts.72091001', { file, reason, detail });
