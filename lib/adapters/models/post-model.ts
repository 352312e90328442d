import { PassingFailure } from './chat-failure.ts';
import { readLimited } from './read-limited.ts';

export interface ModelService {
  /** Base address of the API, with its version, such as `https://api.openai.com/v1`. */
  readonly endpoint: string;
  /** Sent as a bearer token; a service on one's own network may need none. */
  readonly apiKey?: string | undefined;
  readonly timeoutMilliseconds: number;
}

export interface ModelReply {
  readonly status: number;
  readonly text: string;
  readonly retryAfterSeconds: number | undefined;
}

/** Longer answers are no training records. */
const mostAnswerBytes = 16 * 1024 ** 2;

/**
 * Posts JSON to a service and gives whatever it answers.
 * @throws PassingFailure when it does not answer in time, or not at all
 */
export const postModel = (
  service: ModelService,
  { path, body }: { readonly path: string; readonly body: object },
  signal?: AbortSignal,
): Promise<ModelReply> => callModel(service, { method: 'POST', path, body }, signal);

export interface ModelCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** A form is sent as one, all else as JSON. */
  readonly body?: object;
  /** Bytes of the answer; as many as one answer may have by default. */
  readonly mostBytes?: number;
}

/**
 * Calls a service and gives whatever it answers.
 * @throws PassingFailure when it does not answer in time, or not at all
 */
export const callModel = async (
  { endpoint, apiKey, timeoutMilliseconds }: ModelService,
  { method, path, body, mostBytes = mostAnswerBytes }: ModelCall,
  signal?: AbortSignal,
): Promise<ModelReply> => {
  const timeout = AbortSignal.timeout(timeoutMilliseconds);
  try {
    const response = await fetch(`${endpoint.replace(/\/+$/, '')}${path}`, {
      method,
      headers: {
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...(apiKey === undefined || apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      // A key must not follow to wherever an answer points.
      redirect: 'error',
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    const text = await readLimited(response, mostBytes);
    return { status: response.status, text, retryAfterSeconds: secondsOf(response.headers) };
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    if (cause instanceof PassingFailure) throw cause;
    throw new PassingFailure(timeout.aborted ? 'timeout' : 'no_connection', { cause });
  }
};

/** Seconds of `Retry-After`, which is a number or a date, or of the finer header that some services send. */
const secondsOf = (headers: Headers): number | undefined => {
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds / 1000;
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
};
