import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCorpus } from '../../bench/make-corpus.ts';
import { runRecipe } from '../../lib/cli/direct/run-recipe.ts';
import { readRecipe } from '../../lib/cli/read-recipe.ts';
import type { Recipe } from '../../lib/model/recipe.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';
import { createApiUser } from './api-user.ts';
import { startCloudProcess } from './cloud-process.ts';
import { startKiller, type Victim } from './killer.ts';
import { digestOf, type Published, readPublished } from './published.ts';

/** Before a kill, as a share of an undisturbed refining: so the kills strike at work, however fast the machine is. */
const longestPause = 0.5;
const progressEvery = 10;
const recipeFile = fileURLToPath(new URL('../../demo/recipe.yaml', import.meta.url));

export interface KillOptions {
  readonly directory: string;
  readonly sizeBytes: number;
  /** How often each of the cloud's two processes is killed. */
  readonly killCount: number;
  readonly seed: number;
  readonly print: (line: string) => void;
}

export interface KillReport {
  /** SHA-256 of what `sluice run` makes of the same file. */
  readonly directSha256: string;
  readonly undisturbed: Outcome;
  readonly killed: Outcome;
  readonly killCountByVictim: ReadonlyMap<Victim, number>;
  /**
   * Bytes moved beyond what the undisturbed cloud needs for the same import and as many refinings, for each kill of
   * the main process, as a share of one import and one refining. Moved are all bytes that the main process writes to
   * files and sockets, which holds S3 and the workers: what workers read and write passes there, so a shard that was
   * cut off counts for as much of it as was done, and one that is done again counts whole. Shards would count the
   * one that had barely begun like the one that was nearly done. What kills of the table's engine repeat is put down
   * to those of the main process, and so are the starts and the questions of the API's user: the share is rather too
   * large than too small.
   */
  readonly repeatedShare: number;
}

/** Of one import and a number of refinings of what it has made. */
export interface Outcome {
  readonly imported: Published;
  readonly refined: readonly Published[];
}

/**
 * Imports and refines a generated data set in two local clouds. In the one nothing happens; of the other each process
 * is killed many times, while the data set is refined again and again until the last kill.
 */
export const killCloud = async (options: KillOptions): Promise<KillReport> => {
  const { directory, sizeBytes, print } = options;
  const file = join(directory, `data-${sizeBytes}.jsonl`);
  await makeCorpus(file, 'mixed', sizeBytes);
  const recipe = await readRecipe(recipeFile);

  const directSha256 = await runDirectly(file, recipe, join(directory, 'direct'));
  print(`sluice run             ${directSha256}`);
  const calm = await runUndisturbed(join(directory, 'calm'), file, recipe);
  print(`undisturbed cloud      ${calm.outcome.refined[0]?.sha256}`);
  print(`its import moved ${megabytes(calm.importBytes)}, its refining ${megabytes(calm.refineBytes)}`);
  const pauseMs = calm.refineMs * longestPause;
  const {
    outcome: killed,
    movedBytes,
    killCountByVictim,
  } = await runKilled(file, recipe, {
    ...options,
    pauseMs,
  });
  for (const [sha256, refined] of Map.groupBy(killed.refined, (it) => it.sha256))
    print(`killed cloud           ${sha256}, ${refined.length} times`);

  const neededBytes = calm.importBytes + calm.refineBytes * killed.refined.length;
  print(`it moved ${megabytes(movedBytes)}, undisturbed ${megabytes(neededBytes)}`);
  const mainKills = killCountByVictim.get('main') ?? 0;
  const repeatedShare = (movedBytes - neededBytes) / (calm.importBytes + calm.refineBytes) / mainKills;
  return { directSha256, undisturbed: calm.outcome, killed, killCountByVictim, repeatedShare };
};

const runDirectly = async (file: string, recipe: Recipe, outputDirectory: string): Promise<string> => {
  const { manifest } = await runRecipe({ recipe, inputPath: file, outputDirectory, type: 'single-turn' });
  return digestOf(manifest.parts.map((part) => createReadStream(join(outputDirectory, part.file))));
};

const runUndisturbed = async (dataDirectory: string, file: string, recipe: Recipe) => {
  const cloud = await startCloudProcess(dataDirectory);
  try {
    const user = createApiUser(() => cloud);
    await upload(cloud.objects, file);
    const before = cloud.movedBytes();
    await user.untilImported('kill');
    const [between, refineStartedAt] = [cloud.movedBytes(), performance.now()];
    const refined = await user.refine('source', recipe, 'clean');
    const [after, refineMs] = [cloud.movedBytes(), performance.now() - refineStartedAt];
    const outcome = await outcomeOf(cloud.objects, [refined]);
    return { importBytes: between - before, refineBytes: after - between, refineMs, outcome };
  } finally {
    await cloud.kill();
  }
};

const runKilled = async (
  file: string,
  recipe: Recipe,
  { directory, print, ...options }: KillOptions & { readonly pauseMs: number },
) => {
  const killCountByVictim = new Map<Victim, number>();
  let killCount = 0;
  const onKill = (victim: Victim): void => {
    killCountByVictim.set(victim, (killCountByVictim.get(victim) ?? 0) + 1);
    if (++killCount % progressEvery === 0) print(`killed ${killCount} of ${2 * options.killCount} times`);
  };
  const killer = await startKiller(join(directory, 'cloud'), { ...options, onKill });
  try {
    const user = createApiUser(killer.cloud);
    await upload(killer.cloud().objects, file);
    const before = killer.movedBytes();
    killer.begin();
    await user.untilImported('kill');
    const datasets: string[] = [];
    do datasets.push(await user.refine('source', recipe, `clean-${datasets.length}`));
    while (!killer.isOver());
    await killer.lastKill();
    const movedBytes = killer.movedBytes() - before;
    const outcome = await outcomeOf(killer.cloud().objects, datasets);
    return { outcome, movedBytes, killCountByVictim };
  } finally {
    await killer.stop();
  }
};

const upload = async (objects: ObjectStore, file: string): Promise<void> => {
  await objects.write('inbox/default/kill/data.jsonl', createReadStream(file, { highWaterMark: 1 << 20 }));
  const manifest = { datasetType: 'single-turn', datasetName: 'source' };
  await objects.write('inbox/default/kill/connection.json', Buffer.from(JSON.stringify(manifest)));
};

const outcomeOf = async (objects: ObjectStore, datasets: readonly string[]): Promise<Outcome> => {
  const refined: Published[] = [];
  for (const dataset of datasets) refined.push(await readPublished(objects, dataset));
  return { imported: await readPublished(objects, 'source'), refined };
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
