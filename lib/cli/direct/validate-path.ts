import { availableParallelism } from 'node:os';
import { FileObjectStore } from '../../adapters/file-object-store.ts';
import { writeSealed } from '../../engine/sealed-json.ts';
import { readShardOutcomes } from '../../engine/shard-outcomes.ts';
import { runFailure } from '../../errors/run-failure.ts';
import { firstProblems, withFirstLines } from '../../import/first-problems.ts';
import { plannedSlices } from '../../import/import-plan.ts';
import { isMediaImport } from '../../import/media/media-upload.ts';
import { checkFiles, listUpload, parseManifest } from '../../import/read-upload.ts';
import type { DatasetType, Shape } from '../../model/dataset-type.ts';
import { LIMITS } from '../../model/limits.ts';
import { objectKeys } from '../../model/object-keys.ts';
import type { Problem } from '../../model/problem.ts';
import type { ImportSpec } from '../../model/run-spec.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { inputConnection, stageInput } from './stage-input.ts';
import { startWorkPool, type WorkPool } from './work-pool.ts';

const runId = 'run-validate';

export interface ValidateRequest {
  readonly type: DatasetType;
  readonly path: string;
  readonly format?: Shape;
  readonly thinking?: boolean;
  readonly workers?: number;
}

interface Validation {
  readonly problems: readonly Problem[];
  readonly recordCount: number;
  readonly fileCount: number;
}

/**
 * Validates files as an import would, on all cores, and gives every problem.
 * @throws SluiceError when there is nothing to read records of: no file, a wrong extension, too large
 */
export const validatePath = (request: ValidateRequest): Promise<Validation> =>
  inTemporaryFolder({ name: 'sluice-validate' }, (root) => validateIn(root, request));

const validateIn = async (root: string, request: ValidateRequest): Promise<Validation> => {
  const pool = startWorkPool(root, request.workers ?? availableParallelism());
  try {
    const spec = await stageSpec(root, request);
    await doValidateStage(pool);
    const objects = new FileObjectStore({ root });
    const outcomes = await readShardOutcomes(objects, runId, 0);
    return {
      problems: isMediaImport(spec)
        ? outcomes.flatMap(({ validation }) => validation?.problems ?? [])
        : firstProblems(
            withFirstLines(await plannedSlices(objects, spec), outcomes),
            Number.POSITIVE_INFINITY,
          ),
      recordCount: outcomes.reduce((total, { result }) => total + result.recordCount, 0),
      fileCount: spec.files.length,
    };
  } finally {
    await pool.close();
  }
};

const stageSpec = async (
  root: string,
  { type, format, thinking, path }: ValidateRequest,
): Promise<ImportSpec> => {
  const manifestJson = { datasetType: type, datasetName: 'source', format, thinking };
  await stageInput(root, path, manifestJson);
  const objects = new FileObjectStore({ root });
  const manifest = parseManifest(JSON.stringify(manifestJson));
  const files = await listUpload(objects, inputConnection.workspace, inputConnection.connectionId);
  checkFiles(manifest, files);
  const spec: ImportSpec = {
    kind: 'import',
    run: runId,
    workspace: inputConnection.workspace,
    connection: inputConnection.connectionId,
    manifest,
    files,
    keptProblems: Number.MAX_SAFE_INTEGER,
    output: { dataset: 'source', version: 1 },
    shardBytes: LIMITS.shardBytes,
    createdAt: 0,
  };
  await writeSealed(objects, objectKeys.runSpec(runId), spec);
  return spec;
};

const doValidateStage = async (pool: WorkPool): Promise<void> => {
  const message = { runId, stage: 0, kind: 'validate', attempt: 1 } as const;
  const planned = await pool.submit({ ...message, shard: 'plan' });
  const shardCount = planned.type === 'stage-planned' ? planned.shardCount : 0;
  const events = await Promise.all(
    Array.from({ length: shardCount }, (_, shard) => pool.submit({ ...message, shard })),
  );
  for (const event of [planned, ...events]) {
    if (event.type === 'work-failed') throw runFailure(event.error);
  }
};
