import type { UploadPorts } from '../import/upload-ports.ts';
import type { EventQueue } from '../ports/queues.ts';
import type { RefusedCommands } from './refused-commands.ts';

/** What commands are done with. */
export type CommandPorts = UploadPorts & { readonly events: EventQueue };

/** What messages are taken with. */
export type CommandQueuePorts = CommandPorts & { readonly refused: RefusedCommands };

/** A message as the queue has delivered it. */
export interface CommandMessage {
  /** The queue's id: the same in every delivery. */
  readonly id: string;
  readonly body: string;
  /** The principal that sent it. */
  readonly sender: string;
}
