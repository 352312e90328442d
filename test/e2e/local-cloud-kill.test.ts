import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCorpus } from '../../bench/make-corpus.ts';
import { openBucket } from '../../lib/adapters/open-bucket.ts';
import { runRecipe } from '../../lib/cli/direct/run-recipe.ts';
import { readRecipe } from '../../lib/cli/read-recipe.ts';
import { readText } from '../../lib/engine/json-object.ts';

const executable = fileURLToPath(new URL('../../bin/sluice.js', import.meta.url));
const recipeFile = fileURLToPath(new URL('../../demo/recipe.yaml', import.meta.url));
const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
const kills = 4;

let folder: string;
let running: Cloud | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-kill-'));
});
afterAll(async () => {
  running?.child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Cloud {
  readonly child: ChildProcess;
  readonly api: string;
  readonly s3: string;
  readonly bucket: string;
}

const start = async (): Promise<Cloud> => {
  const args = [executable, '--json', 'start', '--data', join(folder, 'cloud'), '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  for await (const line of createInterface({ input: child.stdout })) {
    text += line;
    if (line === '}' || (line.startsWith('{') && line.endsWith('}'))) break;
  }
  running = { child, ...(JSON.parse(text) as Omit<Cloud, 'child'>) };
  return running;
};

const kill = async ({ child }: Cloud): Promise<void> => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
};

const call = async (cloud: Cloud, method: string, path: string, body?: unknown) => {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${cloud.api}/v2/default/${path}`, init);
  return (await response.json()) as Readonly<Record<string, string>>;
};

describe('the local cloud', () => {
  it('ends an import and a refining run with the same bytes, however often it is killed on the way', async () => {
    const file = join(folder, 'data.jsonl');
    await makeCorpus(file, 'mixed', 60e6);
    let cloud = await start();
    const objectsOf = ({ s3, bucket }: Cloud) =>
      openBucket(bucket, { endpoint: s3, region: 'eu-west-1', credentials });
    await objectsOf(cloud).write('inbox/default/kill/data.jsonl', createReadStream(file));
    const manifest = { datasetType: 'single-turn', datasetName: 'source' };
    await objectsOf(cloud).write('inbox/default/kill/connection.json', Buffer.from(JSON.stringify(manifest)));

    const restart = async (): Promise<void> => {
      await kill(cloud);
      cloud = await start();
    };
    const waitFor = async (path: string, wanted: string): Promise<void> => {
      for (let tries = 0; tries < 600; tries++) {
        const { status, latest_status } = await call(cloud, 'GET', path);
        if ((latest_status ?? status) === wanted) return;
        expect(latest_status ?? status).not.toBe('FAILED');
        await delay(50);
      }
      throw new Error(`${path} is not ${wanted}`);
    };

    for (let count = 0; count < kills; count++) {
      await delay(150 * (count + 1));
      await restart();
    }
    await waitFor('data-connections/kill', 'SUCCESS');

    const recipe = await readRecipe(recipeFile);
    const { id } = await call(cloud, 'POST', 'refine-jobs', {
      dataset: 'source',
      recipe,
      output: { dataset: 'clean' },
    });
    await call(cloud, 'POST', `refine-jobs/${id}/start`);
    for (let count = 0; count < kills; count++) {
      await delay(200 * (count + 1));
      await restart();
    }
    await waitFor(`refine-jobs/${id}`, 'DATASET_GENERATED');

    const output = join(folder, 'direct');
    const direct = await runRecipe({ recipe, inputPath: file, outputDirectory: output, type: 'single-turn' });
    for (const { file: part } of direct.manifest.parts) {
      const published = await readText(objectsOf(cloud), `datasets/default/clean/v1/${part}`);
      expect(published === (await readFile(join(output, part), 'utf8'))).toBe(true);
    }
    const version = await call(cloud, 'GET', 'datasets/clean/versions/1');
    expect(version['sample_count']).toBe(direct.manifest.recordCount);
  }, 180_000);
});
