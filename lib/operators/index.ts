import type { Operator } from './define-operator.ts';

/** All operators, by id in the order in which people meet them. */
export const OPERATORS: readonly Operator[] = [];

export const operatorById: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((it) => [it.id, it]));
