import * as z from 'zod';
import { SluiceError } from '../errors/sluice-error.ts';
import { workspaceId } from '../model/names.ts';
import { COMMAND_NAMES, type Command, type CommandName, commandSchema } from './command-schema.ts';

/**
 * Parses the body of a message.
 * @throws SluiceError ModelArts.72060001 with the first field that is wrong
 */
export const parseCommand = (body: string): Command => {
  const result = commandSchema.safeParse(parseJson(body));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SluiceError('ModelArts.72060001', {
    argument: issue?.path.join('.') || 'message',
    reason: issue?.message ?? 'invalid',
  });
};

/** What can be told of a message that is no command: enough to let those hear of it whom it concerns. */
export const glimpseCommand = (
  body: string,
): { readonly workspace: string; readonly command: CommandName | 'unknown' } => {
  const result = glimpse.safeParse(attemptJson(body));
  return result.success ? result.data : { workspace: 'default', command: 'unknown' };
};

const glimpse = z.object({
  workspace: workspaceId.catch('default'),
  command: z.enum(COMMAND_NAMES).or(z.literal('unknown')).catch('unknown'),
});

const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new SluiceError('ModelArts.72060001', { argument: 'message', reason: 'it is not JSON' }, { cause });
  }
};

const attemptJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // the parser of the whole has said so
  }
};
