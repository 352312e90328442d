import type { DocumentStore, Write } from '../ports/document-store.ts';
import type { ImportedConnection } from './imported-connection.ts';

/**
 * Frees the name of the data set that a connection has claimed and made no version of, when it is to make another data
 * set, or none: an import that has failed holds no name for ever.
 */
export const releaseDataset = async (
  documents: DocumentStore,
  before: ImportedConnection | undefined,
  after: ImportedConnection | undefined,
): Promise<readonly Write[]> => {
  const name = before?.manifest?.datasetName;
  if (before === undefined || name === undefined || name === after?.manifest?.datasetName) return [];
  const found = await documents.find('dataset', before.workspace, name);
  if (found?.document.madeBy !== before.id || found.document.version > 0) return [];
  return [{ kind: 'dataset', document: found.document, expectedRevision: found.revision, isRemoval: true }];
};
