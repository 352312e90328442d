import { acceptCommand } from '../commands/accept-command.ts';
import type { CommandPorts } from '../commands/command-ports.ts';
import type { RefusedCommands } from '../commands/refused-commands.ts';
import type { Log } from '../ports/log.ts';
import { sqsHandler } from './sqs-handler.ts';

/** The command queue: what is refused goes to its dead letters at once, what may go better later comes again. */
export const commandHandler = (ports: CommandPorts & { readonly log: Log }, refused: RefusedCommands) =>
  sqsHandler(ports.log, ({ messageId, body, attributes }) =>
    acceptCommand({ ...ports, refused }, { id: messageId, body, sender: attributes.SenderId }),
  );
