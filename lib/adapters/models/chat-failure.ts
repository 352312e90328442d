import { SluiceError } from '../../errors/sluice-error.ts';

/** A request that went wrong in a way that may pass. */
export class PassingFailure extends Error {
  override readonly name = 'PassingFailure';
  /** What went wrong, such as `http_503` or `timeout`; never what the service said, which may quote the request. */
  readonly reason: string;
  /** How long the service asks to be left alone. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    reason: string,
    options: { readonly retryAfterSeconds?: number; readonly cause?: unknown } = {},
  ) {
    super(reason, options.cause === undefined ? {} : { cause: options.cause });
    this.reason = reason;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The service has no such model. */
export const unknownModel = (model: string, reason: string): SluiceError =>
  new SluiceError('ModelArts.72020138', { model, reason });

/** The service would answer if it were configured otherwise: its key, its rights, its quota. */
export const notConfigured = (model: string, reason: string): SluiceError =>
  new SluiceError('ModelArts.72020124', { model, reason });

/** The service was asked, and cannot do this one request. */
export const refusedText = (service: string, reason: string, cause?: unknown): SluiceError =>
  new SluiceError('ModelArts.72020092', { service, reason, scope: 'record' }, { cause });

/** The service could not be asked, and may be later. */
export const unavailable = (model: string, reason: string, cause?: unknown): SluiceError =>
  new SluiceError('ModelArts.72020092', { service: model, reason }, { cause });
