import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { WorkMessage } from '../lib/model/run.ts';
import { type Likeness, runId, writeSyntheticKeys } from './barrier/synthetic-keys.ts';
import type { BenchSettings, Row } from './row.ts';

const recordCount = 10_000_000;
const script = fileURLToPath(new URL('./barrier/do-barrier-work.ts', import.meta.url));

/** Memory of the workers that compare ten million records, each a process of its own. */
export async function* benchBarrierMemory({ directory }: BenchSettings): AsyncIterable<Row> {
  const cases: readonly (readonly [Likeness, string])[] = [
    ['some', 'a third in groups of three'],
    ['all', 'all in one group'],
  ];
  for (const [likeness, what] of cases) {
    const root = join(directory, `barrier-${likeness}`);
    await rm(root, { recursive: true, force: true });
    const partitionCount = await writeSyntheticKeys(root, { recordCount, likeness });
    const partitions = Array.from({ length: partitionCount }, (_, partition) => partition);
    await work(root, [{ stage: 1, kind: 'group', shard: 'plan' }]);
    const grouped = [];
    for (const shard of partitions) grouped.push(await work(root, [{ stage: 1, kind: 'group', shard }]));
    yield {
      what: `group, ${what}`,
      value: Math.max(...grouped.map(({ peakBytes }) => peakBytes)) / 2 ** 20,
      unit: 'MiB',
      note: `${partitionCount} partitions, ${mean(grouped.map(({ seconds }) => seconds)).toFixed(1)} s each`,
    };
    const clustered = await work(root, [
      { stage: 2, kind: 'cluster', shard: 'plan' },
      { stage: 2, kind: 'cluster', shard: 0 },
    ]);
    yield {
      what: `cluster, ${what}`,
      value: clustered.peakBytes / 2 ** 20,
      unit: 'MiB',
      note: `${clustered.seconds.toFixed(1)} s (target ≤ 1,024 MiB)`,
    };
    await rm(root, { recursive: true, force: true });
  }
}

const work = async (
  root: string,
  messages: readonly Pick<WorkMessage, 'stage' | 'kind' | 'shard'>[],
): Promise<{ readonly peakBytes: number; readonly seconds: number }> => {
  const startedAt = performance.now();
  const whole = messages.map((message) => ({ runId, attempt: 1, ...message }));
  const { stdout } = await promisify(execFile)(process.execPath, [script, root, JSON.stringify(whole)]);
  return { peakBytes: Number(stdout), seconds: (performance.now() - startedAt) / 1000 };
};

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;
