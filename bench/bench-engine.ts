import { mkdir } from 'node:fs/promises';
import { benchCoordinator } from './engine-coordinator.ts';
import { benchFairness } from './engine-fairness.ts';
import { benchSmallRuns } from './engine-small-runs.ts';
import type { BenchSettings, Row } from './row.ts';

/** What runs cost beside their work, how soon they begin, and what a big one does to small ones. */
export async function* benchEngine({ directory, bigSizeBytes }: BenchSettings): AsyncIterable<Row> {
  await mkdir(directory, { recursive: true });
  yield* benchCoordinator(directory);
  yield* benchSmallRuns(directory);
  yield* benchFairness(directory, bigSizeBytes);
}
