import { SluiceError } from '../errors/sluice-error.ts';
import type { Run } from '../model/run.ts';
import type { DocumentStore } from '../ports/document-store.ts';

/** A run, by the workspace that it must be of. */
export interface RunPlace {
  readonly workspace: string;
  readonly id: string;
}

/** @throws SluiceError ModelArts.72020020 when the workspace has no such run */
export const loadRun = async (documents: DocumentStore, { workspace, id }: RunPlace): Promise<Run> => {
  const found = await documents.find('run', workspace, id);
  if (found === undefined) throw new SluiceError('ModelArts.72020020', { run: id });
  return found.document;
};
