import { createHash } from 'node:crypto';
import { startTaskOnce } from '../refine/start-task-once.ts';
import type { CommandMessage, CommandPorts } from './command-ports.ts';
import type { Command } from './command-schema.ts';
import { importFolder } from './import-folder.ts';
import { stopRun } from './stop-run.ts';

/**
 * Does a command and gives what came of it. What it starts follows from the command's id, or else the message's, so that
 * one that comes again does nothing more.
 * @throws SluiceError why it can't be done; those that may pass are worth another delivery
 */
export const doCommand = async (
  ports: CommandPorts,
  command: Command,
  message: Pick<CommandMessage, 'id' | 'sender'>,
): Promise<Readonly<Record<string, string>>> => {
  const key = keyOf(command, message.id);
  const user = userOf(command, message);
  switch (command.command) {
    case 'start-task': {
      const { workspace, task, sample_count: sampleCount } = command;
      const options = { runId: `run-${key}`, ...(sampleCount === undefined ? {} : { sampleCount }) };
      const run = await startTaskOnce(ports, { workspace, task, user, ...options });
      return { task, run: run.id };
    }
    case 'import-folder':
      await importFolder(ports, command, { key, user });
      return { connection: command.connection };
    case 'stop-run':
      await stopRun(ports, command, user);
      return { run: command.run };
    default:
      return command satisfies never;
  }
};

/** Who acts, for the audit trail. */
export const userOf = ({ user }: Pick<Command, 'user'>, { sender }: Pick<CommandMessage, 'sender'>): string =>
  user ?? sender;

/** An id of the sender's can't be taken for one of the queue's. */
const keyOf = ({ workspace, id }: Command, messageId: string): string =>
  createHash('sha256')
    .update(JSON.stringify(['command', workspace, id === undefined ? 'message' : 'id', id ?? messageId]))
    .digest('hex')
    .slice(0, 20);
