import type { Operator } from './define-operator.ts';
import { endNode } from './end-node.ts';
import { startNode } from './start-node.ts';
import { textLengthFiltering } from './text-length-filtering.ts';

/** All operators, in the order in which people meet them. */
export const OPERATORS: readonly Operator[] = [startNode, endNode, textLengthFiltering];

export const operatorById: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((it) => [it.id, it]));
