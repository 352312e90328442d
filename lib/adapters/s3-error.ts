import { SluiceError } from '../errors/sluice-error.ts';
import { awsFailure } from './aws-failure.ts';

/** Gives what the call gives; its failure becomes one of ours. */
export const s3Call = async <T>(key: string, call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw s3Error(key, error);
  }
};

export const s3Error = (key: string, cause: unknown): SluiceError => {
  const failure = awsFailure(cause);
  if (isMissingObject(cause)) return new SluiceError('ModelArts.72020136', { key }, { cause });
  if (isFailedCondition(cause)) {
    return new SluiceError('ModelArts.72020136', { key, reason: 'its content has changed' }, { cause });
  }
  return new SluiceError('ModelArts.72020067', { key, reason: failure?.name ?? 'unknown' }, { cause });
};

export const isMissingObject = (error: unknown): boolean => {
  const failure = awsFailure(error);
  return failure?.httpStatus === 404 && failure.name !== 'NoSuchBucket';
};

/** What a condition of the request asked for is not so. */
export const isFailedCondition = (error: unknown): boolean => awsFailure(error)?.httpStatus === 412;

/** No answer of S3's, but an end of the connection. */
export const isCut = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'UND_ERR_SOCKET'].includes(String(error.code));

/** The range starts behind the object's end. */
export const isUnsatisfiableRange = (error: unknown): boolean => awsFailure(error)?.httpStatus === 416;
