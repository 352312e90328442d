import * as z from 'zod';
import type { MoveTasks } from '../move-tasks.ts';
import type { Queue } from '../queue.ts';
import type { QueueStore } from '../queue-store.ts';
import { missingParameter, SqsError } from '../sqs-error.ts';

/** What an operation works with, beside its input. */
export interface OperationContext {
  readonly store: QueueStore;
  readonly moveTasks: MoveTasks;
  /** The server's address as the client knows it; URLs of queues start with it. */
  readonly urlOf: (queueName: string) => string;
  /** Aborted when the client has gone away. */
  readonly signal: AbortSignal;
}

/** What the client is told; nothing is told as an empty object. */
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
    if (!parsed.success) throw inputError(parsed.error.issues[0], body);
    return run(parsed.data, context);
  };

/** An operation on a queue that its input names by URL. */
export const defineQueueOperation = <Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (
    queue: Queue,
    input: z.output<z.ZodObject<Shape>>,
    context: OperationContext,
  ) => Output | Promise<Output>,
): Operation => {
  const runOperation = defineOperation(z.object(shape), (input, context) =>
    run(context.queue, input, context),
  );
  return runOperation;
};

const inputError = (issue: z.core.$ZodIssue | undefined, body: unknown): SqsError => {
  const [parameter = 'request', ...place] = issue?.path ?? [];
  return new SqsError('SerializationException', '');
};
