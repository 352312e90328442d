import { setTimeout as delay } from 'node:timers/promises';
import { openBucket } from '../lib/adapters/open-bucket.ts';
import type { LocalCloud } from '../lib/local/start-local-cloud.ts';
import type { Recipe } from '../lib/model/recipe.ts';

const pollMs = 20;

/** What the API tells of connections, tasks and runs. */
interface Answer {
  readonly id: string;
  readonly status?: string;
  readonly latest_status?: string;
  readonly latest_run: string;
}

/** When things happened in a run, by the cloud's clock, milliseconds. */
export interface RunTimes {
  readonly create_time: number;
  readonly end_time: number;
  readonly steps: readonly { readonly kind: string; readonly end_time: number }[];
}

/** Somebody who uploads to a local cloud and uses its HTTP API; stops at whatever fails. */
export const createCloudUser = (cloud: LocalCloud) => {
  const { endpoints, bucket, region, credentials } = cloud;
  const objects = openBucket(bucket, { endpoint: endpoints.s3, region, credentials });

  const call = async <T = Answer>(method: string, path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${endpoints.api}/v2/default/${path}`, init);
    const answer = (await response.json()) as T; // the API's own answers
    if (response.ok) return answer;
    throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  };

  /** The last run of a connection or task, once that has the status. */
  const runOnceAt = async (wanted: string, path: string): Promise<string> => {
    for (;;) {
      const answer = await call('GET', path).catch(() => undefined); // an upload is no connection at once
      const status = answer?.latest_status ?? answer?.status;
      if (status === 'FAILED') throw new Error(`${path}: ${JSON.stringify(answer)}`);
      if (answer !== undefined && status === wanted) return answer.latest_run;
      await delay(pollMs);
    }
  };

  return {
    /** Sends a file of an upload that has not ended. */
    writeFile: (name: string, body: Parameters<typeof objects.write>[1]) =>
      objects.write(`inbox/default/${name}/data.jsonl`, body),
    /** Ends an upload of single-turn records: its import into the data set of the same name begins. */
    endUpload: (name: string) => {
      const manifest = { datasetType: 'single-turn', datasetName: name };
      return objects.write(`inbox/default/${name}/connection.json`, Buffer.from(JSON.stringify(manifest)));
    },
    untilImported: (name: string): Promise<string> => runOnceAt('SUCCESS', `data-connections/${name}`),
    /** Has a data set refined into another, and gives the task. */
    startRefining: async (dataset: string, recipe: Recipe, output: string): Promise<string> => {
      const { id } = await call('POST', 'refine-jobs', { dataset, recipe, output: { dataset: output } });
      await call('POST', `refine-jobs/${id}/start`);
      return id;
    },
    untilRefined: (task: string): Promise<string> => runOnceAt('DATASET_GENERATED', `refine-jobs/${task}`),
    isRefined: async (task: string): Promise<boolean> =>
      (await call('GET', `refine-jobs/${task}`)).latest_status === 'DATASET_GENERATED',
    timesOf: (run: string): Promise<RunTimes> => call<RunTimes>('GET', `runs/${run}/overview`),
  };
};

export type CloudUser = ReturnType<typeof createCloudUser>;
