import type { Task } from '../model/document.ts';
import type { DocumentStore, Write } from '../ports/document-store.ts';

/**
 * Frees the name of the data set that a task has claimed and made no version of, when it is to make another data set, or
 * none: a run that has failed holds no name for ever.
 */
export const releaseOutput = async (
  documents: DocumentStore,
  { workspace, id, output: before }: Task,
  after: Task['output'],
): Promise<readonly Write[]> => {
  if (before === undefined || before.dataset === after?.dataset) return [];
  const found = await documents.find('dataset', workspace, before.dataset);
  if (found?.document.madeBy !== id || found.document.version > 0) return [];
  return [{ kind: 'dataset', document: found.document, expectedRevision: found.revision, isRemoval: true }];
};
