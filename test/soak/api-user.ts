import { setTimeout as delay } from 'node:timers/promises';
import type { Recipe } from '../../lib/model/recipe.ts';
import type { CloudProcess } from './cloud-process.ts';

const pollMs = 50;
const longestWaitMs = 600_000;

/** A person at the HTTP API of a cloud that may be gone at any moment, and back later under another address. */
export const createApiUser = (currentCloud: () => CloudProcess) => {
  type Answer = Readonly<Record<string, string>>;

  /** Undefined when no answer came, whether or not the request was done. */
  const call = async (method: string, path: string, body?: unknown): Promise<Answer | undefined> => {
    try {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(`${currentCloud().api}/v2/default/${path}`, init);
      return response.status >= 500 ? undefined : ((await response.json()) as Answer); // the API's own answers
    } catch {
      return undefined;
    }
  };

  const until = async <T>(look: () => Promise<T | undefined>, what: string): Promise<T> => {
    const givenUpAt = performance.now() + longestWaitMs;
    while (performance.now() < givenUpAt) {
      const found = await look();
      if (found !== undefined) return found;
      await delay(pollMs);
    }
    throw new Error(`${what} did not come about`);
  };

  const untilStatus = (path: string, wanted: string): Promise<true> =>
    until(async () => {
      const answer = (await call('GET', path)) ?? {};
      const found = answer['latest_status'] ?? answer['status'];
      if (found === 'FAILED') throw new Error(`${path} failed: ${JSON.stringify(answer['error'])}`);
      return found === wanted || undefined;
    }, `${path} ${wanted}`);

  return {
    untilImported: (connection: string): Promise<true> =>
      untilStatus(`data-connections/${connection}`, 'SUCCESS'),
    /** Refines a data set into the first free one of `output`, `output-2` …; gives that one's name. */
    refine: async (dataset: string, recipe: Recipe, output: string): Promise<string> => {
      for (let tries = 1; ; tries++) {
        const name = tries === 1 ? output : `${output}-${tries}`;
        const created = await call('POST', 'refine-jobs', { dataset, recipe, output: { dataset: name } });
        const id = created?.['id'];
        if (id === undefined) {
          // It may have been created unheard, and then the name is taken.
          await delay(pollMs);
          continue;
        }
        const path = `refine-jobs/${id}`;
        await until(async () => {
          await call('POST', `${path}/start`);
          const { latest_status: status } = (await call('GET', path)) ?? {};
          return status === undefined || status === 'NOT_STARTED' ? undefined : true;
        }, `the start of ${path}`);
        await untilStatus(path, 'DATASET_GENERATED');
        return name;
      }
    },
  };
};
