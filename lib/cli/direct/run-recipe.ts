import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, copyFile, cp, link, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readJson } from '../../engine/json-object.ts';
import { runFailure } from '../../errors/run-failure.ts';
import { acceptUpload } from '../../import/accept-upload.ts';
import type { DatasetManifest } from '../../model/dataset.ts';
import { type DatasetType, isFileType, type Shape } from '../../model/dataset-type.ts';
import { objectKeys } from '../../model/object-keys.ts';
import type { Recipe } from '../../model/recipe.ts';
import type { Run } from '../../model/run.ts';
import { createTask } from '../../refine/create-task.ts';
import { startTask } from '../../refine/start-task.ts';
import { removingAfterwards } from '../temporary-folder.ts';
import { type DirectEngine, startDirectEngine } from './direct-engine.ts';
import { previewRun, type RunPreview } from './preview-run.ts';
import { inputConnection, stageInput } from './stage-input.ts';

export interface RunRequest {
  readonly recipe: Recipe;
  readonly inputPath: string;
  readonly outputDirectory: string;
  readonly type: DatasetType;
  readonly format?: Shape;
  readonly mode?: 'strict' | 'quarantine';
  /** Threads; all cores by default. */
  readonly workers?: number;
  /** Records to take, spread evenly over the data; all by default. */
  readonly sample?: number;
  readonly onProgress?: (run: Run) => void;
}

export interface RunOutcome {
  readonly report: unknown;
  readonly manifest: DatasetManifest;
  /** Of a sample of text: what each operator did to it, and what the whole would take. */
  readonly preview?: RunPreview;
}

/**
 * Imports files, refines them and writes the result into a directory: `part-00000.jsonl` …, `report.json`,
 * `changes/<operator>.jsonl`, `clusters/<operator>.jsonl`, `rejects.jsonl`, and of pictures and videos their files under
 * `media/`. Earlier results there are replaced, but for files of `media/` that no record names any more.
 * @throws SluiceError the code that failed the import or the run
 */
export const runRecipe = async (request: RunRequest): Promise<RunOutcome> => {
  const { outputDirectory } = request;
  // Beside the result, so that results are moved there and not copied.
  const root = join(outputDirectory, '.sluice-run');
  await clear(outputDirectory);
  await mkdir(root, { recursive: true });
  return removingAfterwards(root, () => runIn(root, request));
};

const runIn = async (root: string, request: RunRequest): Promise<RunOutcome> => {
  const { outputDirectory } = request;
  const workers = request.workers ?? availableParallelism();
  // Kept until a run ends well: one that is started again asks nobody twice.
  const answers = join(outputDirectory, '.sluice-answers');
  const engine = startDirectEngine(root, workers, { answers });
  try {
    await stageInput(root, request.inputPath, manifestOf(request));
    const imported = await importInput(engine, request);
    const refined = await refine(engine, request);
    const outcome = await collect(engine, { imported, refined, root, outputDirectory });
    const preview = await previewOf(engine, { ...request, workers, answers }, imported);
    await rm(answers, { recursive: true, force: true });
    return { ...outcome, ...preview };
  } finally {
    await engine.close();
  }
};

const manifestOf = ({ type, format, mode = 'strict' }: RunRequest) => ({
  datasetType: type,
  datasetName: 'source',
  mode,
  ...(format === undefined ? {} : { format }),
});

const importInput = async (engine: DirectEngine, { onProgress }: RunRequest): Promise<Run> => {
  await acceptUpload(engine.ports, inputConnection);
  const { workspace, connectionId } = inputConnection;
  const connection = (await engine.ports.documents.find('connection', workspace, connectionId))?.document;
  if (connection?.error !== undefined) throw runFailure(connection.error);
  return succeeded(await engine.waitFor(connection?.latestRun ?? '', onProgress));
};

const refine = async (engine: DirectEngine, { recipe, sample, onProgress }: RunRequest): Promise<Run> => {
  const caller = { workspace: inputConnection.workspace, user: 'local' };
  const output = { dataset: 'refined', publish: true };
  const task = await createTask(engine.ports, caller, { dataset: 'source', recipe, output, description: '' });
  const run = await startTask(
    engine.ports,
    caller.workspace,
    task.id,
    sample === undefined ? {} : { sampleCount: sample },
  );
  return succeeded(await engine.waitFor(run.id, onProgress));
};

const previewOf = async (
  { ports }: DirectEngine,
  {
    sample,
    recipe,
    workers,
    type,
    answers,
  }: RunRequest & { readonly workers: number; readonly answers: string },
  { output, createdAt, endedAt = createdAt }: Run,
): Promise<Pick<RunOutcome, 'preview'>> => {
  // Of files the report of the sample says it all: nothing is tried on records without their files.
  if (sample === undefined || isFileType(type)) return {};
  const preview = await previewRun(ports.objects, {
    manifestKey: objectKeys.datasetManifest(inputConnection.workspace, output.dataset, output.version),
    recipe,
    sampleCount: sample,
    workers,
    answers,
    importSeconds: (endedAt - createdAt) / 1000,
  });
  return { preview };
};

const succeeded = (run: Run): Run => {
  if (run.status === 'succeeded') return run;
  throw runFailure(run.error);
};

interface Finished {
  readonly imported: Run;
  readonly refined: Run;
  readonly root: string;
  readonly outputDirectory: string;
}

const collect = async (engine: DirectEngine, finished: Finished): Promise<RunOutcome> => {
  const { refined, imported, root, outputDirectory } = finished;
  const { objects } = engine.ports;
  const { dataset, version } = refined.output;
  const manifest = await readJson<DatasetManifest>(
    objects,
    objectKeys.datasetManifest('default', dataset, version),
  );
  for (const { key, file } of manifest.parts) await moveFile(join(root, key), join(outputDirectory, file));
  if (manifest.media !== undefined) {
    await cp(join(root, manifest.media.prefix), join(outputDirectory, 'media'), { recursive: true });
  }

  const report = await readJson<unknown>(objects, objectKeys.report(refined.id));
  await writeFile(join(outputDirectory, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);

  await mkdir(join(outputDirectory, 'changes'), { recursive: true });
  for (const operator of await namesIn(join(root, objectKeys.changesOf(refined.id)))) {
    const folder = join(root, objectKeys.changesOf(refined.id), operator);
    await concatenate(folder, join(outputDirectory, 'changes', `${operator}.jsonl`));
  }
  for (const operator of await namesIn(join(root, objectKeys.clustersOf(refined.id)))) {
    await mkdir(join(outputDirectory, 'clusters'), { recursive: true });
    const folder = join(root, objectKeys.operatorClusters(refined.id, operator));
    await concatenate(folder, join(outputDirectory, 'clusters', `${operator}.jsonl`));
  }
  for (const run of [imported, refined]) {
    await concatenate(join(root, objectKeys.rejectsOf(run.id)), join(outputDirectory, 'rejects.jsonl'));
  }
  return { report, manifest };
};

const clear = async (directory: string): Promise<void> => {
  for (const name of await namesIn(directory)) {
    const isOurs =
      /^part-\d{5,}\.jsonl$/.test(name) ||
      ['report.json', 'changes', 'clusters', 'rejects.jsonl', '.sluice-run'].includes(name);
    if (isOurs) await rm(join(directory, name), { recursive: true });
  }
};

const namesIn = async (directory: string): Promise<readonly string[]> =>
  (await readdir(directory).catch(() => [])).sort();

const moveFile = async (from: string, to: string): Promise<void> => {
  await link(from, to).catch(() => copyFile(from, to));
};

const chunkBytes = 1024 ** 2;

const concatenate = async (folder: string, to: string): Promise<void> => {
  await appendFile(to, '');
  for (const name of await namesIn(folder)) {
    await pipeline(
      createReadStream(join(folder, name), { highWaterMark: chunkBytes }),
      createWriteStream(to, { flags: 'a', highWaterMark: chunkBytes }),
    );
  }
};
