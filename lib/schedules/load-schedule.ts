import { SluiceError } from '../errors/sluice-error.ts';
import type { Schedule } from '../model/document.ts';
import type { DocumentStore, Versioned } from '../ports/document-store.ts';

/** @throws SluiceError ModelArts.72020048 when the workspace has none with this id */
export const loadSchedule = async (
  documents: DocumentStore,
  workspace: string,
  id: string,
): Promise<Versioned<Schedule>> => {
  const found = await documents.find('schedule', workspace, id);
  if (found === undefined) {
    throw new SluiceError('ModelArts.72020048', { schedule: id, reason: 'there is no such schedule' });
  }
  return found;
};
