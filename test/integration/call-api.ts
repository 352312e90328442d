import type { LocalCloud } from '../../lib/local/start-local-cloud.ts';

/** What the API tells of something. */
export type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/** Asks the API of a local cloud, as a user of its default workspace. */
export const callApi = async <Answer = Item>(
  cloud: Pick<LocalCloud, 'endpoints'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> => {
  const response = await fetch(`${cloud.endpoints.api}/v2/default/${path}`, {
    method,
    headers: { 'x-sluice-user': 'ann' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Answer; // the assertions look at what came
};
