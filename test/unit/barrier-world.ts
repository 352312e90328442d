import { createWorker } from '../../lib/engine/create-worker.ts';
import { writeJson } from '../../lib/engine/json-object.ts';
import { writeSealed } from '../../lib/engine/sealed-json.ts';
import type { DatasetManifest, DatasetPart } from '../../lib/model/dataset.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { Recipe } from '../../lib/model/recipe.ts';
import type { RunEvent, StageKind } from '../../lib/model/run.ts';
import type { Reference, RefineSpec } from '../../lib/model/run-spec.ts';
import { parseRecipe } from '../../lib/operators/parse-recipe.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { clusterStage } from '../../lib/refine/cluster-stage.ts';
import { groupStage } from '../../lib/refine/group-stage.ts';
import { publishStage } from '../../lib/refine/publish-stage.ts';
import { refineStage } from '../../lib/refine/refine-stage.ts';
import { kindsOf, refiningStages } from '../../lib/refine/refine-stages.ts';

/** A data set of texts, file by file. */
export type Files = Readonly<Record<string, readonly string[]>>;

interface Refining {
  readonly files: Files;
  readonly recipe: Recipe['operators'];
  readonly shardBytes?: number;
  readonly keyPartitionBytes?: number;
  /** Set where records are judged in blocks. */
  readonly blockRecords?: number | undefined;
  readonly reference?: Files;
  readonly referencedBy?: number;
}

const quietLog = { info: () => {}, warn: () => {}, error: () => {} };

let runCount = 0;

/** A refining run over texts, whose shards a test does in whatever order it likes. */
export const openRefining = async (refining: Refining) => {
  const { files, recipe, shardBytes = 1e6, keyPartitionBytes = 1e9, reference, referencedBy = 0 } = refining;
  const objects = new MemoryObjectStore();
  const sourceManifestKey = await writeDataset(objects, 'texts', files, shardBytes);
  const references: readonly Reference[] =
    reference === undefined
      ? []
      : [
          {
            step: referencedBy,
            dataset: 'earlier',
            version: 1,
            manifestKey: await writeDataset(objects, 'earlier', reference, shardBytes),
          },
        ];
  const steps = parseRecipe({ operators: recipe }, 'pretrain');
  const spec: RefineSpec = {
    kind: 'refine',
    run: `run-${++runCount}`,
    workspace: 'default',
    task: 'task',
    recipe: { operators: recipe },
    type: 'pretrain',
    format: 'platform',
    sourceManifestKey,
    keptChanges: 100,
    output: { dataset: 'clean', version: 1 },
    shardBytes,
    keyPartitionBytes,
    createdAt: 0,
    stages: refiningStages(
      steps.map(({ operator }) => operator),
      'pretrain',
      refining.blockRecords,
    ),
    references,
  };
  await writeSealed(objects, objectKeys.runSpec(spec.run), spec);
  const workOn = createWorker(
    { objects, log: quietLog, loadResource: async () => '' },
    { refine: refineStage, group: groupStage, cluster: clusterStage, publish: publishStage },
  );
  const kinds = kindsOf(spec);
  const work = async (stage: number, shard: 'plan' | number, isRedo = false): Promise<RunEvent> => {
    const kind = kinds[stage] as StageKind; // tests ask for stages that are there
    const message = { runId: spec.run, stage, kind, shard, attempt: 1 };
    return workOn(isRedo ? { ...message, isRedo: true } : message);
  };
  /** Does a stage whole, its shards in the order that the test gives. */
  const doStage = async (
    stage: number,
    inOrder: (shards: readonly number[]) => readonly number[] = (shards) => shards,
  ): Promise<readonly RunEvent[]> => {
    const planned = await work(stage, 'plan');
    const count = planned.type === 'stage-planned' ? planned.shardCount : 0;
    const events: RunEvent[] = [];
    for (const shard of inOrder(Array.from({ length: count }, (_, index) => index)))
      events.push(await work(stage, shard));
    return planned.type === 'stage-planned' ? events : [planned];
  };
  return { objects, spec, kinds, work, doStage };
};
export type RefiningWorld = Awaited<ReturnType<typeof openRefining>>;

const writeDataset = async (
  objects: MemoryObjectStore,
  dataset: string,
  files: Files,
  shardBytes: number,
): Promise<string> => {
  const parts: DatasetPart[] = [];
  for (const [file, texts] of Object.entries(files)) {
    const key = `datasets/default/${dataset}/v1/${file}`;
    const lines = texts.map((text) => Buffer.from(lineOf(text)));
    const { sizeBytes } = await objects.write(key, Buffer.concat(lines));
    parts.push({
      key,
      file,
      sizeBytes,
      recordCount: texts.length,
      checkpoints: checkpointsOf(lines, shardBytes),
    });
  }
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const manifest: DatasetManifest = {
    dataset,
    version: 1,
    type: 'pretrain',
    format: 'platform',
    recordCount: sum(parts.map(({ recordCount }) => recordCount)),
    sizeBytes: sum(parts.map(({ sizeBytes }) => sizeBytes)),
    parts,
    createdAt: 0,
    createdBy: { run: 'import' },
  };
  const key = objectKeys.datasetManifest('default', dataset, 1);
  await writeJson(objects, key, manifest);
  return key;
};

export const lineOf = (text: string): string => `${JSON.stringify({ text })}\n`;

/** The first line that starts at each multiple of the shard's size or later. */
const checkpointsOf = (lines: readonly Buffer[], shardBytes: number): DatasetPart['checkpoints'] => {
  let offset = 0;
  const starts = lines.map(({ length }) => {
    offset += length;
    return offset - length;
  });
  return Array.from({ length: Math.ceil(offset / shardBytes) }, (_, index) => {
    const found = starts.findIndex((start) => start >= index * shardBytes);
    return { offset: index * shardBytes, line: (found === -1 ? lines.length : found) + 1 };
  });
};

/** The lines of all objects under a prefix, in the order of their keys. */
export const linesUnder = async (objects: MemoryObjectStore, prefix: string): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const { key } of objects.list(prefix)) {
    if (!key.endsWith('.jsonl')) continue;
    const bytes = Buffer.concat(await Array.fromAsync(objects.read(key)));
    lines.push(
      ...bytes
        .toString('utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => `${line}\n`),
    );
  }
  return lines;
};
