import { SluiceError } from '../errors/sluice-error.ts';
import { awsFailure } from './aws-failure.ts';

/**
 * Tries of a request that a service throttles or fails: with the SDK's doubling pauses and full jitter, ten seconds at
 * most altogether.
 */
export const requestTries = 6;

type ServiceName = 'table' | 'queue' | 'event bus' | 'topic' | 'job queue';

/**
 * Gives what the call gives; what the SDK's own retries could not help becomes an error that a later attempt may.
 * @throws SluiceError ModelArts.72020092
 */
export const serviceCall = async <T>(service: ServiceName, call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw serviceError(service, error);
  }
};

export const serviceError = (service: ServiceName, cause: unknown): SluiceError =>
  new SluiceError('ModelArts.72020092', { service, reason: awsFailure(cause)?.name ?? 'unknown' }, { cause });
