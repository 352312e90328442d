import { SluiceError } from '../../errors/sluice-error.ts';

/** Makes the error of a DynamoDB that cannot be had; `reason` says what to do. */
export const dynamodbError = (reason: string, cause?: unknown): SluiceError =>
  new SluiceError('ModelArts.72060001', { argument: `DynamoDB: ${reason}`, reason }, { cause });
