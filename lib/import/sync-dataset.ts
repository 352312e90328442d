import { SluiceError } from '../errors/sluice-error.ts';
import { type SyncOutcome, syncConnection } from './sync-connection.ts';
import type { ImportPorts } from './upload-ports.ts';

/**
 * Synchronizes the connection that makes a data set.
 * @throws SluiceError ModelArts.72010003 when there is no such data set, 72060020 when no connection makes its next
 * version, or what `syncConnection` throws
 */
export const syncDataset = async (
  ports: ImportPorts,
  {
    workspace,
    dataset,
    user,
  }: { readonly workspace: string; readonly dataset: string; readonly user: string },
): Promise<SyncOutcome> => {
  const found = await ports.documents.find('dataset', workspace, dataset);
  if (found === undefined) throw new SluiceError('ModelArts.72010003', { dataset, workspace });
  const id = found.document.madeBy;
  const connection = await ports.documents.find('connection', workspace, id);
  if (connection?.document.manifest?.datasetName !== dataset) {
    throw new SluiceError('ModelArts.72060020', { dataset, reason: 'no connection makes versions of it' });
  }
  return syncConnection(ports, { workspace, id, user });
};
