import { availableParallelism } from 'node:os';
import { FileObjectStore } from '../../adapters/file-object-store.ts';
import { textModels } from '../../adapters/models/text-models.ts';
import { writeJson } from '../../engine/json-object.ts';
import { fileRanges, isMediaImport, mediaUpload, refiningWeight } from '../../import/media/media-upload.ts';
import { checkFiles, listUpload, parseManifest } from '../../import/read-upload.ts';
import type { DatasetManifest, DatasetPart } from '../../model/dataset.ts';
import type { DatasetType } from '../../model/dataset-type.ts';
import { LIMITS } from '../../model/limits.ts';
import { partName } from '../../model/object-keys.ts';
import type { Recipe } from '../../model/recipe.ts';
import type { ImportSpec, UploadedFile } from '../../model/run-spec.ts';
import { planImport } from '../../preview/plan-import.ts';
import { planRefining } from '../../preview/plan-refining.ts';
import type { PlannedStage } from '../../preview/plan-stages.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { inputConnection, stageInput } from './stage-input.ts';

interface PlanRequest {
  readonly recipe: Recipe;
  readonly inputPath: string;
  readonly type: DatasetType;
  /** Threads here; all cores by default. */
  readonly workers?: number;
}

/** What `sluice run` and the engine on AWS would do with some files, as far as their names and sizes tell. */
export interface PathPlan {
  readonly files: number;
  readonly bytes: number;
  /** Threads that would work here. */
  readonly workers_here: number;
  readonly import: readonly PlannedStage[];
  readonly refine: readonly PlannedStage[];
}

const manifestKey = 'manifest.json';

/**
 * Plans the import and the refining of files with the engine's own planning. Reads no record and runs nothing.
 * @throws SluiceError when there is nothing to import, and what `parseRecipe` throws
 */
export const planPath = (request: PlanRequest): Promise<PathPlan> =>
  inTemporaryFolder({ name: 'sluice-plan' }, (root) => planIn(root, request));

const planIn = async (root: string, request: PlanRequest): Promise<PathPlan> => {
  const { recipe, inputPath, type, workers = availableParallelism() } = request;
  const manifestJson = { datasetType: type, datasetName: 'source' };
  await stageInput(root, inputPath, manifestJson);
  const objects = new FileObjectStore({ root });
  const spec = await specOf(objects, manifestJson);
  const manifest = expectedVersion(spec, type);
  await writeJson(objects, manifestKey, manifest);
  return {
    files: spec.files.length,
    bytes: manifest.sizeBytes,
    workers_here: workers,
    import: planImport(spec),
    refine: await planRefining(objects, { manifest, manifestKey, recipe, models: textModels() }),
  };
};

const specOf = async (
  objects: FileObjectStore,
  manifestJson: Readonly<Record<string, unknown>>,
): Promise<ImportSpec> => {
  const manifest = parseManifest(JSON.stringify(manifestJson));
  const { workspace, connectionId: connection } = inputConnection;
  const files = await listUpload(objects, workspace, connection);
  checkFiles(manifest, files);
  return {
    kind: 'import',
    run: 'plan',
    workspace,
    connection,
    manifest,
    files,
    keptProblems: 0,
    output: { dataset: 'source', version: 1 },
    shardBytes: LIMITS.shardBytes,
    createdAt: 0,
  };
};

/** The version that an import of good files would make: of text one part a file, as large as the file. */
const expectedVersion = (spec: ImportSpec, type: DatasetType): DatasetManifest => ({
  dataset: 'source',
  version: 1,
  type,
  // Nothing has been read yet that would tell it.
  format: 'mixed',
  recordCount: isMediaImport(spec) ? mediaUpload(spec).files.length : 0,
  sizeBytes: spec.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
  parts: isMediaImport(spec) ? mediaParts(spec) : spec.files.map(textPart),
  createdAt: 0,
  createdBy: { run: 'plan' },
});

const textPart = ({ key, file, sizeBytes }: UploadedFile): DatasetPart => ({
  ...{ key, file, sizeBytes, recordCount: 0 },
  checkpoints: [],
});

/** Parts of lines, which are small; what they name is the share of one worker. */
const mediaParts = (spec: ImportSpec): readonly DatasetPart[] => {
  const { files } = mediaUpload(spec);
  return fileRanges(files, refiningWeight).map(({ from, to }, part) => ({
    key: partName(part),
    file: partName(part),
    sizeBytes: files
      .slice(from, to)
      .reduce((total, { file }) => total + Buffer.byteLength(JSON.stringify({ file_name: file })) + 1, 0),
    recordCount: to - from,
    checkpoints: [{ offset: 0, line: 1 }],
  }));
};
