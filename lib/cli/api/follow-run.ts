import { setTimeout as sleep } from 'node:timers/promises';
import { runProgress } from '../run-progress.ts';
import { createProgressBar } from '../terminal/progress-bar.ts';
import type { Item } from './add-item-commands.ts';
import { type ApiError, callApi, fromApiError } from './call-api.ts';

/** A run as the API gives it, as far as it is followed. */
interface ApiRun extends Item {
  readonly status: string;
  readonly stages: readonly {
    readonly kind: string;
    readonly status: string;
    readonly shard_count: number;
    readonly done_count: number;
  }[];
  readonly error?: ApiError;
}

const pollMilliseconds = 300;

/**
 * Shows a run's progress until it has ended, and gives it.
 * @throws SluiceError the code that failed the run
 */
export const followRun = async (id: string, workspace: string): Promise<Item> => {
  const bar = createProgressBar();
  try {
    for (;;) {
      const run = await callApi<ApiRun>({ path: `/runs/${id}`, query: { workspace_id: workspace } });
      bar.show(runProgress({ stages: run.stages.map(stageState) }));
      if (run.error !== undefined) throw fromApiError(run.error);
      if (run.status !== 'RUNNING' && run.status !== 'STOPPING') return run;
      await sleep(pollMilliseconds);
    }
  } finally {
    bar.end();
  }
};

const stageState = ({ kind, status, shard_count, done_count }: ApiRun['stages'][number]) => ({
  kind,
  status,
  shardCount: shard_count,
  doneCount: done_count,
});
