import { setTimeout as sleep } from 'node:timers/promises';
import type { Item, WorkspaceOptions } from '../api/add-item-commands.ts';
import { afterRun } from '../api/after-run.ts';
import { callApi } from '../api/call-api.ts';
import { taskPath } from './tasks-resource.ts';

const pollMilliseconds = 300;

/**
 * What `afterRun` gives for a run that goes on after its end. Its task is pending until the engine has heard of that; to
 * look at the run before would be to see how it ended the last time.
 */
export const afterRetry = async (run: Item, options: Item & WorkspaceOptions): Promise<Item | undefined> => {
  if (options['wait'] === true) await untilHeard(run['parent'], options.workspace);
  return afterRun(run, run['id'], options);
};

const untilHeard = async (parent: unknown, workspace: string): Promise<void> => {
  const { id } = parent as { readonly id: string }; // the API's contract
  for (;;) {
    const task = await callApi<Item>({ path: taskPath(id), query: { workspace_id: workspace } });
    if (task['latest_status'] !== 'PENDING') return;
    await sleep(pollMilliseconds);
  }
};
