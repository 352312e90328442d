import { readText } from '../engine/json-object.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import { isDataFile } from '../formats/file-format.ts';
import { annotationFile } from '../formats/media-annotation.ts';
import { type ConnectionManifest, connectionManifest } from '../model/connection-manifest.ts';
import { DATASET_TYPES, isMediaType } from '../model/dataset-type.ts';
import { LIMITS } from '../model/limits.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { UploadedFile } from '../model/run-spec.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Upload } from './upload-ports.ts';

/**
 * Parses `connection.json`.
 * @throws SluiceError ModelArts.72060001 with the first field that is wrong
 */
export const parseManifest = (text: string): ConnectionManifest => {
  const result = connectionManifest.safeParse(parseJson(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SluiceError('ModelArts.72060001', {
    argument: `connection.json${issue === undefined || issue.path.length === 0 ? '' : `: ${issue.path.join('.')}`}`,
    reason: issue?.message ?? 'invalid',
  });
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new SluiceError(
      'ModelArts.72060001',
      { argument: 'connection.json', reason: 'it is not JSON' },
      { cause },
    );
  }
};

/**
 * Reads the `connection.json` of an upload, which must be there.
 * @throws SluiceError ModelArts.72060001 with the first field that is wrong
 */
export const loadManifest = async (
  objects: ObjectStore,
  { workspace, connectionId }: Upload,
): Promise<ConnectionManifest> =>
  parseManifest(await readText(objects, objectKeys.connectionManifest(workspace, connectionId)));

/** The files of an upload, in ascending order of their paths; the manifest and hidden files are not among them. */
export const listUpload = async (
  objects: ObjectStore,
  workspace: string,
  connection: string,
): Promise<readonly UploadedFile[]> => {
  const prefix = objectKeys.inbox(workspace, connection);
  const files: UploadedFile[] = [];
  for await (const { key, sizeBytes, etag } of objects.list(prefix)) {
    const file = key.slice(prefix.length);
    if (isDataFile(file)) files.push({ key, file, sizeBytes, etag });
  }
  return files;
};

/** The files that the manifest waits for and that are not there. */
export const missingFiles = (
  { expect = [] }: ConnectionManifest,
  files: readonly UploadedFile[],
): readonly string[] => {
  const present = new Set(files.map(({ file }) => file));
  return expect.filter((file) => !present.has(file));
};

/**
 * The files of an upload that can be imported as they lie there.
 * @throws SluiceError ModelArts.72020136 when an expected file is not there, or what `checkFiles` throws
 */
export const listReadyFiles = async (
  objects: ObjectStore,
  { workspace, connectionId }: Upload,
  manifest: ConnectionManifest,
): Promise<readonly UploadedFile[]> => {
  const files = await listUpload(objects, workspace, connectionId);
  const [missing] = missingFiles(manifest, files);
  if (missing !== undefined) {
    throw new SluiceError('ModelArts.72020136', { file: missing, reason: 'an expected file is not there' });
  }
  checkFiles(manifest, files);
  return files;
};

/**
 * Refuses an upload that no record needs to be read of.
 * @throws SluiceError ModelArts.72060041, 72060049 or 72060025
 */
export const checkFiles = ({ datasetType }: ConnectionManifest, files: readonly UploadedFile[]): void => {
  if (files.length === 0)
    throw new SluiceError('ModelArts.72060041', { reason: 'the upload has no data files' });
  const { extensions } = DATASET_TYPES[datasetType];
  let totalBytes = 0;
  for (const { file, sizeBytes } of files) {
    const extension = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
    const isAnnotation = isMediaType(datasetType) && file === annotationFile;
    if (!isAnnotation && !extensions.some((it) => it === extension)) {
      throw new SluiceError('ModelArts.72060049', { required: extensions.join(', '), file });
    }
    totalBytes += sizeBytes;
    if (sizeBytes > LIMITS.importFileBytes || totalBytes > LIMITS.importTotalBytes) {
      throw new SluiceError('ModelArts.72060025', { file, limit: '20 GB' });
    }
  }
};
