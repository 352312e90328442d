import { SluiceError } from '../../errors/sluice-error.ts';

/** Makes the error of a DynamoDB that cannot be had: `argument` is what to change, `reason` why. */
export const dynamodbError = (argument: string, reason: string): SluiceError =>
  new SluiceError('ModelArts.72060001', { argument, reason });
