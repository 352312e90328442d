import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LIMITS } from '../lib/model/limits.ts';
import type { WorkMessage } from '../lib/model/run.ts';
import { type Likeness, runId, writeSyntheticKeys } from './barrier/synthetic-keys.ts';
import type { BenchSettings, Row } from './row.ts';

const million = 1_000_000;
const script = fileURLToPath(new URL('./barrier/do-barrier-work.ts', import.meta.url));
const numberScript = fileURLToPath(new URL('./barrier/number-records.ts', import.meta.url));

/** Memory of the workers that compare ten million records and more, each a process of its own. */
export async function* benchBarrierMemory({ directory }: BenchSettings): AsyncIterable<Row> {
  const cases: readonly (readonly [Likeness, string])[] = [
    ['some', 'a third in groups of three'],
    ['all', 'all in one group'],
    ['all-scored', 'all in one group, each of its own score'],
  ];
  for (const [likeness, what] of cases) {
    yield* withKeys(
      directory,
      { recordCount: 10 * million, likeness },
      async function* (root, partitionCount) {
        yield* grouped(root, partitionCount, what);
        yield await measured(root, { stage: 2, kind: 'cluster', shards: [0] }, `cluster, ${what}`);
      },
    );
  }
  const inBlocks = { recordCount: 20 * million, likeness: 'some', blockRecords: 10 * million } as const;
  yield* withKeys(directory, inBlocks, async function* (root, partitionCount) {
    yield* grouped(root, partitionCount, 'twenty million');
    yield await measured(root, { stage: 2, kind: 'cluster', shards: [0] }, 'numbers, twenty million');
    yield await measured(
      root,
      { stage: 3, kind: 'group', shards: [0, 1] },
      'members, a block of ten million',
    );
    yield await measured(
      root,
      { stage: 4, kind: 'cluster', shards: [0, 1] },
      'verdicts, a block of ten million',
    );
  });
  const startedAt = performance.now();
  const records = LIMITS.comparedRecords;
  const { stdout } = await promisify(execFile)(process.execPath, [numberScript, String(records)]);
  yield {
    what: `numbers, ${records / million} million`,
    value: Number(stdout) / 2 ** 20,
    unit: 'MiB',
    note: `${((performance.now() - startedAt) / 1000).toFixed(0)} s for a third in groups of three, edges made up and not read (target ≤ 3,008 MiB, 900 s)`,
  };
}

async function* withKeys(
  directory: string,
  wanted: Parameters<typeof writeSyntheticKeys>[1],
  rows: (root: string, partitionCount: number) => AsyncIterable<Row>,
): AsyncIterable<Row> {
  const root = join(directory, `barrier-${wanted.likeness}`);
  await rm(root, { recursive: true, force: true });
  yield* rows(root, await writeSyntheticKeys(root, wanted));
  await rm(root, { recursive: true, force: true });
}

async function* grouped(root: string, partitionCount: number, what: string): AsyncIterable<Row> {
  const shards = Array.from({ length: partitionCount }, (_, partition) => partition);
  yield await measured(root, { stage: 1, kind: 'group', shards }, `group, ${what}`);
}

/** The largest worker of a stage. */
const measured = async (
  root: string,
  { shards, ...stage }: Pick<WorkMessage, 'stage' | 'kind'> & { readonly shards: readonly number[] },
  what: string,
): Promise<Row> => {
  await work(root, { ...stage, shard: 'plan' });
  const done = [];
  for (const shard of shards) done.push(await work(root, { ...stage, shard }));
  const seconds = done.reduce((total, one) => total + one.seconds, 0) / shards.length;
  return {
    what,
    value: Math.max(...done.map(({ peakBytes }) => peakBytes)) / 2 ** 20,
    unit: 'MiB',
    note: `shards: ${shards.length}, ${seconds.toFixed(1)} s each (target ≤ 1,024 MiB)`,
  };
};

const work = async (
  root: string,
  message: Pick<WorkMessage, 'stage' | 'kind' | 'shard'>,
): Promise<{ readonly peakBytes: number; readonly seconds: number }> => {
  const startedAt = performance.now();
  const whole = [{ runId, attempt: 1, ...message }];
  const { stdout } = await promisify(execFile)(process.execPath, [script, root, JSON.stringify(whole)]);
  return { peakBytes: Number(stdout), seconds: (performance.now() - startedAt) / 1000 };
};
