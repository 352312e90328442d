import { setTimeout as sleep } from 'node:timers/promises';
import { isSluiceError } from '../../errors/sluice-error.ts';
import type { Item } from '../api/add-item-commands.ts';
import { type ApiError, callApi, fromApiError } from '../api/call-api.ts';
import { followRun } from '../api/follow-run.ts';

const pollMilliseconds = 300;
/** An upload that is not noticed by then will not be: the event that tells of it was lost or goes elsewhere. */
const noticedWithinMilliseconds = 120_000;

/**
 * Waits until the import of a connection has ended, and gives its run.
 * @throws SluiceError the code that refused the upload or failed the run
 */
export const followConnection = async (id: string, workspace: string): Promise<Item> => {
  const deadline = Date.now() + noticedWithinMilliseconds;
  for (;;) {
    const connection = await findConnection(id, workspace);
    if (connection?.error !== undefined) throw fromApiError(connection.error);
    if (connection?.latest_run !== undefined) return followRun(connection.latest_run, workspace);
    // It waited for files, and somebody has had enough.
    if (connection?.status === 'STOPPED' || connection?.deleted) return { status: connection.status };
    // Past the deadline the API's own answer is the failure.
    if (connection === undefined && Date.now() > deadline) return loadConnection(id, workspace);
    await sleep(pollMilliseconds);
  }
};

interface ApiConnection extends Item {
  readonly status: string;
  readonly deleted: boolean;
  readonly latest_run?: string;
  readonly error?: ApiError;
}

const loadConnection = (id: string, workspace: string): Promise<ApiConnection> =>
  callApi({ path: `/data-connections/${id}`, query: { workspace_id: workspace } });

/** Undefined until the cloud has noticed the upload. */
const findConnection = async (id: string, workspace: string): Promise<ApiConnection | undefined> =>
  loadConnection(id, workspace).catch((error: unknown) => {
    if (isSluiceError(error) && error.code === 'ModelArts.72060020') return undefined;
    throw error;
  });
