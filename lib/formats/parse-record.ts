import type { JsonValue } from '../model/json.ts';

/**
 * Parses a line. `__proto__` is a key like any other; of keys that occur twice the last one counts.
 * @throws SyntaxError when the line is not JSON
 */
export const parseRecord = (line: string): JsonValue => JSON.parse(line);

/**
 * The same for a value that is to be written again: numbers that would come out otherwise than they stand in the line,
 * such as `1e400`, `1.0` or 2^53 + 1, are kept as their text. Only JSON.stringify understands what stands in for them.
 */
export const parseForRewriting = (line: string, parsed: JsonValue): JsonValue =>
  holdsNumber(parsed) && FRAGILE_NUMBER.test(line) ? parseKeepingNumbers(line) : parsed;

/** Numbers that JSON.parse may change: sixteen digits or more, a fraction, an exponent, minus zero. */
const FRAGILE_NUMBER = /[[:,]\s*(?:-0|-?(?:\d{16}|\d+[.eE]))/;

const holdsNumber = (value: JsonValue): boolean => {
  if (typeof value !== 'object' || value === null) return typeof value === 'number';
  return Array.isArray(value) ? value.some(holdsNumber) : Object.values(value).some(holdsNumber);
};

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

const keepNumber: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined && String(value) !== source ? rawJson(source) : value;

const parseKeepingNumbers = (line: string): JsonValue =>
  JSON.parse(line, keepNumber as (key: string, value: unknown) => unknown); // Node 22 and later give the third argument

// Part of the language since ES2026, ahead of TypeScript's library.
const { rawJSON: rawJson } = JSON as typeof JSON & { readonly rawJSON: (source: string) => unknown };
