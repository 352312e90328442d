import type { JsonObject, JsonValue } from '../model/json.ts';
import type { ProblemReason } from '../model/problem.ts';

/** Takes down what is wrong, and in which field. */
export type Note = (reason: ProblemReason, field?: string) => void;

/** What is wrong with a text that must be there and hold something; null counts as absent. */
export const textFault = (value: JsonValue | undefined): ProblemReason | undefined => {
  if (typeof value === 'string') return value === '' ? 'empty_field' : undefined;
  return value === undefined || value === null ? 'missing_field' : 'wrong_type';
};

/** Notes a field of the record that must hold a text and doesn't. */
export const requireText = (record: JsonObject, field: string, note: Note): void => {
  const fault = textFault(record[field]);
  if (fault !== undefined) note(fault, field);
};

/** Notes a field that is there and no text; it may be absent, null or empty. */
export const allowText = (record: JsonObject, field: string, note: Note): void => {
  const value = record[field];
  if (typeof value !== 'string' && value !== undefined && value !== null) note('wrong_type', field);
};
