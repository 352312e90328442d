import { createWorker } from '../../lib/engine/create-worker.ts';
import { writeJson } from '../../lib/engine/json-object.ts';
import { writeSealed } from '../../lib/engine/sealed-json.ts';
import type { DatasetManifest } from '../../lib/model/dataset.ts';
import type { MediaType } from '../../lib/model/dataset-type.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import { recipeSchema } from '../../lib/model/recipe.ts';
import type { WorkMessage } from '../../lib/model/run.ts';
import type { RefineSpec } from '../../lib/model/run-spec.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { createMediaStage } from '../../lib/refine/media-stage.ts';
import { publishStage } from '../../lib/refine/publish-stage.ts';

type Files = Readonly<Record<string, Uint8Array | string>>;

/** A version of a data set with these files and lines, and a run over it whose stages a test does one by one. */
export const openRun = async (
  type: MediaType,
  operators: readonly object[],
  { files, lines }: { readonly files: Files; readonly lines: readonly object[] },
) => {
  const objects = new MemoryObjectStore();
  const source = 'datasets/default/films/v1/';
  for (const [file, content] of Object.entries(files)) {
    await objects.write(`${source}media/${file}`, Buffer.from(content));
  }
  const part = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const key = `${source}part-00000.jsonl`;
  await objects.write(key, part);
  const manifest: DatasetManifest = {
    ...{ dataset: 'films', version: 1, type, format: 'platform', createdAt: 1, createdBy: { run: 'run-0' } },
    recordCount: lines.length,
    sizeBytes: part.length,
    parts: [
      {
        ...{ key, file: 'part-00000.jsonl', sizeBytes: part.length, recordCount: lines.length },
        checkpoints: [{ offset: 0, line: 1 }],
      },
    ],
    media: { prefix: `${source}media/`, fileCount: Object.keys(files).length, sizeBytes: 0 },
  };
  await writeJson(objects, `${source}manifest.json`, manifest);
  const spec: RefineSpec = {
    ...{ kind: 'refine', run: 'run-1', task: 'task', workspace: 'default', type, format: 'platform' },
    recipe: recipeSchema.parse({ operators }),
    sourceManifestKey: `${source}manifest.json`,
    keptChanges: 100,
    output: { dataset: 'clean', version: 1 },
    shardBytes: 1024 * 1024,
    createdAt: 2,
  };
  await writeSealed(objects, objectKeys.runSpec('run-1'), spec);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const text = async (wanted: string): Promise<string> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of objects.read(wanted)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const jsonLines = async (wanted: string): Promise<readonly Record<string, unknown>[]> =>
    (await text(wanted))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return {
    objects,
    jsonLines,
    rejects: () => jsonLines(objectKeys.rejects('run-1', 0, 0)),
    records: () => jsonLines('datasets/default/clean/v1/part-00000.jsonl'),
    manifest: async (): Promise<DatasetManifest> =>
      JSON.parse(await text('datasets/default/clean/v1/manifest.json')),
    media: async () => {
      const found: string[] = [];
      const prefix = 'datasets/default/clean/v1/media/';
      for await (const it of objects.list(prefix)) found.push(it.key.slice(prefix.length));
      return found;
    },
    /** Does all stages; the media shard as often as it is postponed, in jobs of so many seconds. */
    doAll: async (
      findTools: Parameters<typeof createMediaStage>[0],
      { attempt = 1, jobSeconds = 900 }: { readonly attempt?: number; readonly jobSeconds?: number } = {},
    ) => {
      const workOn = createWorker(
        { objects, log, loadResource: () => Promise.reject(new Error('nothing to load')) },
        { media: createMediaStage(findTools, jobSeconds), publish: publishStage },
      );
      const message = (
        stage: number,
        kind: WorkMessage['kind'],
        shard: WorkMessage['shard'],
        ofShard = attempt,
      ) => workOn({ runId: 'run-1', stage, kind, shard, attempt: ofShard });
      await message(0, 'media', 'plan');
      for (let job = attempt; ; job++) {
        const done = await message(0, 'media', 0, job);
        if (done.type === 'shard-postponed') continue;
        if (done.type !== 'shard-succeeded') return { ...done, jobCount: job };
        await message(1, 'publish', 'plan');
        return { ...(await message(1, 'publish', 0)), jobCount: job };
      }
    },
  };
};
