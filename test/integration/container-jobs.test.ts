import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { BatchClient } from '@aws-sdk/client-batch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchWorkQueue } from '../../lib/adapters/batch-work-queue.ts';
import { DynamoDocumentStore } from '../../lib/adapters/dynamo-document-store.ts';
import { S3ObjectStore } from '../../lib/adapters/s3-object-store.ts';
import { systemClock } from '../../lib/adapters/system-clock.ts';
import { createRun } from '../../lib/engine/create-run.ts';
import { findStage } from '../../lib/engine/load-run-state.ts';
import { newRun } from '../../lib/engine/new-run.ts';
import { writeSealed } from '../../lib/engine/sealed-json.ts';
import { readShardOutcomes } from '../../lib/engine/shard-outcomes.ts';
import type { LocalCloud } from '../../lib/local/start-local-cloud.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { Run } from '../../lib/model/run.ts';

/** Sluice's own service, whose containers have less memory; functions are where they are. */
const serviceText = (): string =>
  readFileSync('serverless.yml', 'utf8')
    .replaceAll('handler: functions/', `handler: ${resolve('functions')}/`)
    .replace('{ Type: MEMORY, Value: "4096" }', '{ Type: MEMORY, Value: "512" }');

const script = (dataDirectory: string, serviceFile: string): string => `
  import { startLocalCloud } from ${JSON.stringify(new URL('../../lib/local/start-local-cloud.ts', import.meta.url).href)};
  const cloud = await startLocalCloud({
    dataDirectory: ${JSON.stringify(dataDirectory)},
    serviceFile: ${JSON.stringify(serviceFile)},
    port: 0,
    workers: 1,
    // An hour, which the job may take, is seven seconds.
    containers: { folder: ${JSON.stringify(resolve('test/fixtures/containers'))}, slots: 4, secondMs: 2 },
  });
  console.log(JSON.stringify(cloud));
  process.on('SIGTERM', () => cloud.stop());
`;

const run: Run = {
  ...newRun({
    id: 'run-1',
    kind: 'refine',
    mode: 'strict',
    publish: true,
    workspace: 'default',
    user: 'ann',
    parent: { kind: 'task', id: 'films', name: 'films' },
    output: { dataset: 'films', version: 1 },
    createdAt: Date.now(),
  }),
  stages: [{ kind: 'media', status: 'waiting', shardCount: 0, doneCount: 0 }],
};

const portsOf = ({ region, credentials, endpoints, bucket }: LocalCloud) => {
  const client = { region, credentials };
  const objects = new S3ObjectStore(
    new S3Client({ ...client, endpoint: endpoints.s3, forcePathStyle: true }),
    bucket,
  );
  const dynamodb = new DynamoDBClient({ ...client, endpoint: endpoints.dynamodb });
  return {
    objects,
    documents: new DynamoDocumentStore(dynamodb, 'StateTable'),
    work: new BatchWorkQueue({
      client: new BatchClient({ ...client, endpoint: endpoints.batch ?? '' }),
      objects,
      clock: systemClock,
      targetOf: () => ({ jobQueue: 'sluice-local-cpu', jobDefinition: 'sluice-local-media' }),
    }),
  };
};

describe('a stage of container jobs on the local cloud', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'container-jobs-'));
    writeFileSync(join(folder, 'serverless.yml'), serviceText());
  });
  afterEach(async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async () => {
    const args = ['--input-type=module', '-e', script(join(folder, 'data'), join(folder, 'serverless.yml'))];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const { value: facts = '' } = await createInterface({ input: child.stdout })
      [Symbol.asyncIterator]()
      .next();
    return { child, ...portsOf(JSON.parse(facts)) };
  };
  type Ports = Awaited<ReturnType<typeof start>>;

  const until = async ({ documents }: Ports, isSo: (run: Run) => boolean): Promise<Run> => {
    for (;;) {
      const found = await documents.findRun(run.id);
      if (found !== undefined && isSo(found.document)) return found.document;
      await wait(50);
    }
  };

  it('ends, with each shard once, though shards crash, hang, fail and run out of memory, and the cloud is killed', async () => {
    const first = await start();
    await writeSealed(first.objects, objectKeys.runSpec(run.id), { run: run.id, kind: 'refine' });
    await createRun(first, run, { writes: [], traces: [] });
    await until(first, ({ stages }) => (stages[0]?.doneCount ?? 0) >= 2);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const second = await start();
    const ended = await until(second, ({ status }) => status !== 'running');
    expect(ended).toMatchObject({ status: 'succeeded', stages: [{ shardCount: 20, doneCount: 20 }] });
    const stage = await findStage(second.documents, ended, 0);
    expect(stage?.progress.result.recordCount).toBe(2 ** 20 - 1);
    const outcomes = await readShardOutcomes(second.objects, run.id, 0);
    expect(outcomes.map(({ shard }) => shard)).toEqual(Array.from({ length: 20 }, (_, shard) => shard));

    const failures = readFileSync(join(folder, 'data', 'logs', 'noteJobState.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('a container job has failed'))
      .map((line) => JSON.parse(line));
    const causeOf = (shard: number) => failures.find((each) => each.shard === shard)?.cause;
    expect([3, 5, 8].map(causeOf)).toEqual(['exited', 'timed out', 'out of memory']);
  }, 240_000);
});
