import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeCorpus } from '../../bench/make-corpus.ts';
import { runRecipe } from '../../lib/cli/direct/run-recipe.ts';
import { readRecipe } from '../../lib/cli/read-recipe.ts';
import { readJson } from '../../lib/engine/json-object.ts';
import type { DatasetManifest } from '../../lib/model/dataset.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';
import { seededRandom } from '../simulation/seeded-random.ts';
import { createApiUser } from './cloud-job.ts';
import { type CloudProcess, startCloudProcess } from './cloud-process.ts';

const recipeFile = fileURLToPath(new URL('../../demo/recipe.yaml', import.meta.url));

export interface KillOptions {
  readonly directory: string;
  readonly sizeBytes: number;
  readonly killCount: number;
  readonly seed: number;
  readonly print: (line: string) => void;
}

export interface KillReport {
  readonly mainKills: number;
  readonly childKills: number;
  /** Refining runs that were done while processes were killed. */
  readonly refinings: number;
  readonly areOutputsIdentical: boolean;
  readonly expectedRecords: number;
  /** Bytes that one import and one refining move when nothing is killed. */
  readonly undisturbedBytes: number;
  /** Bytes that were moved beyond those, for each kill, as a share of `undisturbedBytes`. */
  readonly repeatedShare: number;
}

/**
 * Imports and refines a generated data set in the local cloud while processes of it are killed, and compares what comes
 * out with `sluice run` on the same file. Refines again until all kills are done.
 */
export const killCloud = async (options: KillOptions): Promise<KillReport> => {
  const { directory, sizeBytes, killCount, print } = options;
  const file = join(directory, `data-${sizeBytes}.jsonl`);
  await makeCorpus(file, 'mixed', sizeBytes);
  const recipe = await readRecipe(recipeFile);
  const outputDirectory = join(directory, 'direct');
  const { manifest } = await runRecipe({ recipe, inputPath: file, outputDirectory, type: 'single-turn' });
  const expected = await digestOf(
    manifest.parts.map(({ file: part }) => createReadStream(join(outputDirectory, part))),
  );
  print(`undisturbed sluice run: ${manifest.recordCount} records, sha256 ${expected}`);

  const calm = await undisturbedBytes(join(directory, 'calm'), file);
  print(`undisturbed cloud: import moved ${megabytes(calm.imported)}, refining ${megabytes(calm.refined)}`);

  const killer = await startKiller(join(directory, 'cloud'), options);
  const user = createApiUser(killer.cloud);
  await upload(killer.cloud().objects, file);
  killer.begin();
  await user.untilImported('kill');
  const outputs: string[] = [];
  do outputs.push(await user.refine('source', recipe, `clean-${outputs.length}`));
  while (!killer.isDone());
  const { movedBytes, mainKills, childKills } = await killer.finish();

  let areOutputsIdentical = true;
  for (const output of outputs) {
    const digest = await publishedDigest(killer.cloud().objects, output);
    print(`${output}: sha256 ${digest}`);
    areOutputsIdentical &&= digest === expected;
  }
  await killer.cloud().end();
  const neededBytes = calm.imported + calm.refined * outputs.length;
  const ofOne = calm.imported + calm.refined;
  return {
    mainKills,
    childKills,
    refinings: outputs.length,
    areOutputsIdentical,
    expectedRecords: manifest.recordCount,
    undisturbedBytes: ofOne,
    repeatedShare: Math.max(0, movedBytes - neededBytes) / ofOne / killCount,
  };
};

const upload = async (objects: ObjectStore, file: string): Promise<void> => {
  await objects.write('inbox/default/kill/data.jsonl', createReadStream(file, { highWaterMark: 1 << 20 }));
  const manifest = { datasetType: 'single-turn', datasetName: 'source' };
  await objects.write('inbox/default/kill/connection.json', Buffer.from(JSON.stringify(manifest)));
};

const undisturbedBytes = async (dataDirectory: string, file: string) => {
  const cloud = await startCloudProcess(dataDirectory);
  try {
    const user = createApiUser(() => cloud);
    await upload(cloud.objects, file);
    const before = cloud.movedBytes();
    await user.untilImported('kill');
    const between = cloud.movedBytes();
    await user.refine('source', await readRecipe(recipeFile), 'clean');
    return { imported: between - before, refined: cloud.movedBytes() - between };
  } finally {
    await cloud.end();
  }
};

/** A cloud whose processes die at random, to be started again each time. */
const startKiller = async (dataDirectory: string, { killCount, seed, print }: KillOptions) => {
  const random = seededRandom(seed);
  let cloud: CloudProcess = await startCloudProcess(dataDirectory);
  let [movedBytes, mainKills, childKills, isOver, uploadedBytes] = [0, 0, 0, false, 0];
  let killing: Promise<void> = Promise.resolve();

  const killOne = async (): Promise<void> => {
    const [main = 0, ...children] = cloud.pids();
    const victim = random.chance(0.6) || children.length === 0 ? main : random.pick(children);
    if (victim !== main) {
      childKills++;
      await cloud.kill(victim);
      return;
    }
    mainKills++;
    movedBytes += cloud.movedBytes();
    await cloud.kill(main);
    cloud = await startCloudProcess(dataDirectory);
  };
  const killAll = async (): Promise<void> => {
    for (let count = 1; count <= killCount; count++) {
      await delay(random.between(200, 2500));
      await killOne();
      print(`killed ${count} of ${killCount}: the main process ${mainKills}, its children ${childKills}`);
    }
    isOver = true;
  };
  return {
    cloud: (): CloudProcess => cloud,
    begin: (): void => {
      uploadedBytes = cloud.movedBytes();
      killing = killAll();
      killing.catch(() => {});
    },
    isDone: () => isOver,
    finish: async () => {
      await killing;
      return { movedBytes: movedBytes + cloud.movedBytes() - uploadedBytes, mainKills, childKills };
    },
  };
};

const publishedDigest = async (objects: ObjectStore, dataset: string): Promise<string> => {
  const key = objectKeys.datasetManifest('default', dataset, 1);
  const { parts } = await readJson<DatasetManifest>(objects, key);
  return digestOf(parts.map((part) => objects.read(part.key)));
};

/** Of files one after the other; their borders count. */
const digestOf = async (files: readonly AsyncIterable<Uint8Array>[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of files) {
    for await (const chunk of file) hash.update(chunk);
    hash.update('\u0000');
  }
  return hash.digest('hex');
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
