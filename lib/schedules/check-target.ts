import { SluiceError } from '../errors/sluice-error.ts';
import type { Schedule } from '../model/document.ts';
import type { DocumentStore } from '../ports/document-store.ts';

/**
 * Refuses a target that is not there, or deleted.
 * @throws SluiceError ModelArts.72020048 of a task, 72060020 of a connection
 */
export const checkTarget = async (
  documents: DocumentStore,
  workspace: string,
  { kind, id }: Schedule['target'],
): Promise<void> => {
  const found = await documents.find(kind, workspace, id);
  if (found !== undefined && found.document.deletedAt === undefined) return;
  if (kind === 'task') throw new SluiceError('ModelArts.72020048', { task: id });
  throw new SluiceError('ModelArts.72060020', { connection: id });
};
