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

/** The range starts behind the object's end. */
export const isUnsatisfiableRange = (error: unknown): boolean => awsFailure(error)?.httpStatus === 416;
