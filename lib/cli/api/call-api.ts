import { userInfo } from 'node:os';
import { setting } from '../../config.ts';
import { runFailure } from '../../errors/run-failure.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import type { RunError } from '../../model/run.ts';

/** A request to the HTTP API; `path` comes after `/v2/default`. */
export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: ApiQuery;
  readonly body?: unknown;
  /** Revision that the caller has read: a change of anything else is refused. */
  readonly ifMatch?: string;
}

/** Query parameters; those that are undefined are left out. */
export type ApiQuery = Readonly<Record<string, string | number | undefined>>;

/** Where the local cloud serves the API when it is not told a port. */
export const defaultApi = 'http://127.0.0.1:4747';

/** Where the HTTP API is: the local cloud's address unless the environment says otherwise. */
export const apiEndpoint = (): string => setting('SLUICE_ENDPOINT', defaultApi);

const timeoutMilliseconds = 60_000;

/**
 * Calls the HTTP API and gives the reply's body; undefined when it has none (status 204).
 * @throws SluiceError the code that the API answers with, or ModelArts.72010021 when it doesn't answer
 */
export const callApi = async <Reply>(call: ApiCall): Promise<Reply> => {
  const response = await fetchApi(call);
  // There is nothing to parse, and whoever asks for such an operation asks for no reply.
  if (response.status === 204) return undefined as Reply;
  return (await jsonOf(response)) as Reply; // the API's contract; its own tests hold it to that
};

/**
 * Calls the HTTP API and gives its reply, a success.
 * @throws SluiceError what `callApi` throws
 */
export const fetchApi = async ({
  method = 'GET',
  path,
  query = {},
  body,
  ifMatch,
}: ApiCall): Promise<Response> => {
  const url = new URL(`${apiEndpoint().replace(/\/$/, '')}/v2/default${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-sluice-user': setting('SLUICE_USER', userInfo().username),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    signal: AbortSignal.timeout(timeoutMilliseconds),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw unavailable('nothing answers there; `sluice start` starts the local cloud', cause);
  });
  if (!response.ok) throw failureOf(await jsonOf(response), response.status);
  return response;
};

const jsonOf = (response: Response): Promise<unknown> =>
  response.json().catch((cause: unknown) => {
    throw unavailable(`it answered with status ${response.status} and no JSON`, cause);
  });

/** An error as the API writes it. */
export interface ApiError {
  readonly error_code: RunError['code'];
  readonly error_msg: string;
  readonly details?: RunError['details'];
}

/** The error of a reply, of a run or of a connection, as an error again. */
export const fromApiError = ({ error_code: code, error_msg: message, details = {} }: ApiError): SluiceError =>
  runFailure({ code, message, details });

const failureOf = (reply: unknown, status: number): SluiceError =>
  typeof reply === 'object' && reply !== null && 'error_code' in reply
    ? fromApiError(reply as ApiError) // whoever answers with an `error_code` writes it so
    : unavailable(`it answered with status ${status}`);

const unavailable = (reason: string, cause?: unknown): SluiceError =>
  new SluiceError('ModelArts.72010021', { service: apiEndpoint(), reason }, { cause });
