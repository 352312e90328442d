import { SluiceError } from '../../errors/sluice-error.ts';

/** Makes the error of a service file: `argument` is the place in the file, `reason` what the local cloud cannot do with it. */
export const manifestError = (argument: string, reason: string): SluiceError =>
  new SluiceError('ModelArts.72060001', { argument: `serverless.yml: ${argument}`, reason });

/** `functions.sweep.events[0].sns`. */
export const manifestPath = (path: readonly PropertyKey[]): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${String(step)}`))
    .join('');
