import * as deadLetterOperations from './dead-letter-operations.ts';
import type { Operation } from './define-operation.ts';
import * as queueOperations from './queue-operations.ts';
import * as receiveOperations from './receive-operations.ts';
import * as sendOperations from './send-operations.ts';

/** Every operation that the server knows, by the name that requests call it. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.entries({ ...queueOperations, ...sendOperations, ...receiveOperations, ...deadLetterOperations }),
);
