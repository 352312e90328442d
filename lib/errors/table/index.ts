import { dataConnectionErrors } from './data-connection.ts';
import { dataManagementErrors } from './data-management.ts';
import { dataSynthesisErrors } from './data-synthesis.ts';
import { manualCalibrationErrors } from './manual-calibration.ts';
import { operatorErrors } from './operators.ts';
import { refiningServiceErrors } from './refining-services.ts';
import { refiningTaskErrors } from './refining-tasks.ts';

export { type ErrorArea, type ErrorRow, LANGUAGES, type Language, type RetryRule } from './define-errors.ts';

/** Every error that Sluice can give, by code. Source: the specification's error codes. */
export const ERROR_TABLE = {
  ...dataConnectionErrors,
  ...dataManagementErrors,
  ...refiningTaskErrors,
  ...refiningServiceErrors,
  ...dataSynthesisErrors,
  ...operatorErrors,
  ...manualCalibrationErrors,
};

export type KnownCode = keyof typeof ERROR_TABLE;

export const isKnownCode = (code: string): code is KnownCode => Object.hasOwn(ERROR_TABLE, code);
