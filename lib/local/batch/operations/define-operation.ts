import type * as z from 'zod';
import type { BatchContext } from '../batch-context.ts';
import { type BatchError, refused } from '../batch-error.ts';

/** Does what a request asks for; throws BatchError when it cannot be done. */
export type Operation = (body: unknown, context: BatchContext) => object;

/** An operation whose input is checked before it runs. */
export const defineOperation =
  <Input extends z.ZodType>(
    input: Input,
    run: (input: z.output<Input>, context: BatchContext) => object,
  ): Operation =>
  (body, context) => {
    const parsed = input.safeParse(body);
    if (!parsed.success) throw inputError(parsed.error.issues);
    return run(parsed.data, context);
  };

const inputError = ([issue]: readonly z.core.$ZodIssue[]): BatchError => {
  const path = issue?.path.map(String).join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => [path, key].filter(Boolean).join('.'));
    return refused(`The local cloud does not support ${names.join(', ')}.`);
  }
  return refused(`Error executing request, Exception : ${path || 'the request'}: ${issue?.message}`);
};
