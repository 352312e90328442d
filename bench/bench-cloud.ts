import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { parse } from 'yaml';
import { S3ObjectStore } from '../lib/adapters/s3-object-store.ts';
import { type LocalCloud, startLocalCloud } from '../lib/local/start-local-cloud.ts';
import { recipePath } from './bench-run.ts';
import { makeCorpus } from './make-corpus.ts';
import type { BenchSettings, Row } from './row.ts';
import { spawnSluice } from './spawn-sluice.ts';

/** Import and refine through the local cloud, from the manifest's upload on, beside `sluice run` on the same file. */
export async function* benchCloud({ directory, runSizeBytes }: BenchSettings): AsyncIterable<Row> {
  const path = join(directory, `mixed-${runSizeBytes}.jsonl`);
  await makeCorpus(path, 'mixed', runSizeBytes);
  const direct = await spawnSluice(['run', recipePath, '--in', path, '--out', join(directory, 'out')]);
  yield { what: 'sluice run', value: direct.wallSeconds, unit: 's' };

  const dataDirectory = await mkdtemp(join(directory, 'cloud-'));
  const cloud = await startLocalCloud({ dataDirectory, port: 0 });
  try {
    const { importSeconds, refineSeconds } = await runInCloud(cloud, path);
    yield { what: 'local cloud: import', value: importSeconds, unit: 's' };
    yield { what: 'local cloud: refine', value: refineSeconds, unit: 's' };
    const ratio = (importSeconds + refineSeconds) / direct.wallSeconds;
    yield { what: 'local cloud beside sluice run', value: ratio, unit: '×', note: 'target ≤ 1.6' };
  } finally {
    await cloud.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

const runInCloud = async (cloud: LocalCloud, path: string) => {
  const { region, credentials, endpoints, bucket } = cloud;
  const client = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  const objects = new S3ObjectStore(client, bucket);
  await objects.write('inbox/default/bench/data.jsonl', createReadStream(path, { highWaterMark: 1 << 20 }));

  const importStartedAt = performance.now();
  const manifest = { datasetType: 'single-turn', datasetName: 'bench' };
  await objects.write('inbox/default/bench/connection.json', Buffer.from(JSON.stringify(manifest)));
  await until(async () => (await call(cloud, 'GET', 'data-connections/bench')).status === 'SUCCESS');
  const refineStartedAt = performance.now();

  const { type: _type, name: _name, ...recipe } = parse(await readFile(recipePath, 'utf8'));
  const task = await call(cloud, 'POST', 'refine-jobs', {
    dataset: 'bench',
    recipe,
    output: { dataset: 'clean' },
  });
  await call(cloud, 'POST', `refine-jobs/${task.id}/start`);
  await until(
    async () => (await call(cloud, 'GET', `refine-jobs/${task.id}`)).latest_status === 'DATASET_GENERATED',
  );
  return {
    importSeconds: (refineStartedAt - importStartedAt) / 1000,
    refineSeconds: (performance.now() - refineStartedAt) / 1000,
  };
};

interface Answer {
  readonly id?: string;
  readonly status?: string;
  readonly latest_status?: string;
}

const call = async (
  { endpoints }: LocalCloud,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> => {
  const response = await fetch(`${endpoints.api}/v2/default/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Answer; // the bench reads what it has just written
  if (answer.status === 'FAILED' || answer.latest_status === 'FAILED')
    throw new Error(JSON.stringify(answer));
  return answer;
};

const until = async (isDone: () => Promise<boolean>): Promise<void> => {
  while (!(await isDone().catch(() => false))) await delay(50);
};
