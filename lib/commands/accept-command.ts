import { toRunError } from '../errors/to-run-error.ts';
import type { RunError } from '../model/run.ts';
import type { Trace } from '../model/trace.ts';
import type { CommandMessage, CommandQueuePorts } from './command-ports.ts';
import type { Command } from './command-schema.ts';
import { doCommand, userOf } from './do-command.ts';
import { glimpseCommand, parseCommand } from './parse-command.ts';

/**
 * Takes a message of the command queue: does what it says, or moves it to the dead letters with the reason. Either leaves
 * a trace. Only then may the message be acknowledged.
 * @throws whatever may go better when the message comes again
 */
export const acceptCommand = async (ports: CommandQueuePorts, message: CommandMessage): Promise<void> => {
  try {
    const command = parseCommand(message.body);
    const outcome = await doCommand(ports, command, message);
    await ports.documents.commit([], [acceptedTrace(command, message, outcome, ports.clock.now())]);
  } catch (thrown) {
    const { error, isRetryable } = toRunError(thrown);
    if (isRetryable) throw thrown;
    await refuse(ports, message, error);
  }
};

const refuse = async (ports: CommandQueuePorts, message: CommandMessage, error: RunError): Promise<void> => {
  await ports.refused.keep({ messageId: message.id, body: message.body, error });
  const { workspace, command } = glimpseCommand(message.body);
  const trace: Trace = {
    ...traceOf(message, 'refuseCommand', ports.clock.now()),
    trace_rating: 'warning',
    resource_name: command,
    workspace_id: workspace,
    user: message.sender,
    response: { error_code: error.code },
  };
  await ports.documents.commit([], [trace]);
};

const acceptedTrace = (
  command: Command,
  message: CommandMessage,
  outcome: Readonly<Record<string, string>>,
  time: number,
): Trace => ({
  ...traceOf(message, 'acceptCommand', time),
  trace_rating: 'normal',
  resource_name: command.command,
  workspace_id: command.workspace,
  user: userOf(command, message),
  request: { sender: message.sender, ...(command.id === undefined ? {} : { id: command.id }) },
  response: outcome,
});

const traceOf = ({ id }: CommandMessage, name: 'acceptCommand' | 'refuseCommand', time: number) => ({
  trace_id: `${String(time).padStart(15, '0')}-command-${id}-${name}`,
  time,
  trace_name: name,
  resource_type: 'command' as const,
  resource_id: id,
});
