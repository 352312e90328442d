import type * as z from 'zod';
import type { MoveTasks } from '../move-tasks.ts';
import type { Queue } from '../queue.ts';
import type { QueueStore } from '../queue-store.ts';
import { invalidParameter, missingParameter, SqsError } from '../sqs-error.ts';

/** What an operation works with, beside its input. */
export interface OperationContext {
  readonly store: QueueStore;
  readonly moveTasks: MoveTasks;
  /** The URL of a queue, at the address by which the client knows the server. */
  readonly urlOf: (queue: Queue) => string;
  /** Aborted when the client has gone away. */
  readonly signal: AbortSignal;
}

/** What the client is told; undefined stands for an empty object. */
type Output = Readonly<Record<string, unknown>> | undefined;

/** Does what a request asks for; throws SqsError when it cannot be done. */
export type Operation = (body: unknown, context: OperationContext) => Output | Promise<Output>;

/** An operation whose input is checked before it runs. */
export const defineOperation =
  <Input extends z.ZodType>(
    input: Input,
    run: (input: z.output<Input>, context: OperationContext) => Output | Promise<Output>,
  ): Operation =>
  (body, context) => {
    const parsed = input.safeParse(body);
    if (!parsed.success) throw inputError(parsed.error.issues, body);
    return run(parsed.data, context);
  };

/** The queue that a URL names, whatever the address before its name. */
export const loadQueue = ({ store }: OperationContext, queueUrl: string): Queue =>
  store.load(queueUrl.slice(queueUrl.lastIndexOf('/') + 1));

const inputError = ([issue]: readonly z.core.$ZodIssue[], body: unknown): SqsError => {
  const path = issue?.path.map(String) ?? [];
  const parameter = path.join('.');
  if (path.length > 0 && valueAt(body, path) === undefined) return missingParameter(parameter);
  const reason = `${parameter || 'The request'}: ${issue?.message}`;
  return issue?.code === 'invalid_type'
    ? new SqsError('SerializationException', reason)
    : invalidParameter(reason);
};

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (part, step) =>
      typeof part === 'object' ? Object.entries(part ?? {}).find(([key]) => key === step)?.[1] : undefined,
    value,
  );
