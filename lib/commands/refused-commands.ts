import type { RunError } from '../model/run.ts';

/** A message that can't be done, with the reason. */
export interface RefusedCommand {
  /** The id that the queue gave the message. */
  readonly messageId: string;
  readonly body: string;
  readonly error: RunError;
}

/** The dead letters of the command queue. Resolves when the message is stored there. */
export interface RefusedCommands {
  keep(refused: RefusedCommand): Promise<void>;
}
