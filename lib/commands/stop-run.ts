import { personEvent } from '../engine/person-event.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { CommandPorts } from './command-ports.ts';
import type { Command } from './command-schema.ts';

/**
 * Asks the coordinator to stop a run; one that is stopped already stays so.
 * @throws SluiceError ModelArts.72020020 when the workspace has no such run, 72020051 when it has ended
 */
export const stopRun = async (
  { documents, events }: Pick<CommandPorts, 'documents' | 'events'>,
  { workspace, run: runId }: Extract<Command, { readonly command: 'stop-run' }>,
  user: string,
): Promise<void> => {
  const found = await documents.findRun(runId);
  if (found?.document.workspace !== workspace) throw new SluiceError('ModelArts.72020020', { run: runId });
  const { status } = found.document;
  if (status === 'stopped' || status === 'stopping') return;
  if (status !== 'running') throw new SluiceError('ModelArts.72020051', { reason: `the run has ${status}` });
  await events.send([personEvent('stop-requested', found.document, user)]);
};
