import { SluiceError } from '../errors/sluice-error.ts';
import type { ConnectionManifest } from '../model/connection-manifest.ts';
import type { Dataset } from '../model/document.ts';
import type { DocumentStore, Versioned } from '../ports/document-store.ts';
import type { Upload } from './upload-ports.ts';

/**
 * The data set that an upload is to become the next version of, with the revision that it has; 0 when it is new. Its name
 * is taken by writing it, so that no other connection or task makes a version of it.
 * @throws SluiceError ModelArts.72010001 when something else has the name, 72060001 when its versions are of another type
 */
export const claimDataset = async (
  documents: DocumentStore,
  {
    upload,
    manifest,
    user,
  }: { readonly upload: Upload; readonly manifest: ConnectionManifest; readonly user: string },
  now: number,
): Promise<Versioned<Dataset>> => {
  const known = await findOwnDataset(documents, upload, manifest);
  // What people have made of a data set that has versions stays as it is.
  if (known !== undefined && known.document.version > 0) return known;
  const document: Dataset = {
    id: manifest.datasetName,
    workspace: upload.workspace,
    user: known?.document.user ?? user,
    madeBy: upload.connectionId,
    description: manifest.description,
    type: manifest.datasetType,
    format: manifest.format ?? 'platform',
    status: 'creating',
    version: 0,
    recordCount: 0,
    sizeBytes: 0,
    properties: manifest.properties,
    copyright: manifest.copyright,
    createdAt: known?.document.createdAt ?? now,
    updatedAt: now,
  };
  return { document, revision: known?.revision ?? 0 };
};

/**
 * The data set of a manifest, if it is there.
 * @throws SluiceError ModelArts.72010001 when it is not the upload's, 72060001 when its versions are of another type
 */
export const findOwnDataset = async (
  documents: DocumentStore,
  { workspace, connectionId }: Upload,
  { datasetName, datasetType }: ConnectionManifest,
): Promise<Versioned<Dataset> | undefined> => {
  const known = await documents.find('dataset', workspace, datasetName);
  if (known === undefined) return undefined;
  const { madeBy, version, type } = known.document;
  if (madeBy !== connectionId) throw new SluiceError('ModelArts.72010001', { dataset: datasetName });
  if (version > 0 && type !== datasetType) {
    const reason = `the versions of ${datasetName} are of type ${type}`;
    throw new SluiceError('ModelArts.72060001', { argument: 'datasetType', reason });
  }
  return known;
};
