import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { InvocationOutcome } from '../runner/invocation.ts';
import { httpApiEvent } from './http-api-event.ts';
import { gatewayReply, type HttpApiReply, httpApiReply } from './http-api-reply.ts';
import { routeMatcher } from './match-route.ts';
import { largestPayloadBytes } from './payload-chunks.ts';

export interface HttpApiOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  readonly host: string;
  /** Functions by the route keys that they serve. */
  readonly functionByRouteKey: ReadonlyMap<string, string>;
  readonly invoke: (functionName: string, eventJson: string) => Promise<InvocationOutcome>;
}

/** Serves the HTTP API: each request is an event for the function of its route. */
export class HttpApiServer {
  readonly #server: Server;
  readonly #options: HttpApiOptions;
  readonly #findRoute: ReturnType<typeof routeMatcher<string>>;

  private constructor(options: HttpApiOptions) {
    this.#options = options;
    this.#findRoute = routeMatcher(options.functionByRouteKey);
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(options: HttpApiOptions): Promise<HttpApiServer> {
    const api = new HttpApiServer(options);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    api.#server.once('error', reject).listen(options.port, options.host, resolve);
    await promise;
    return api;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : this.#options.port;
  }

  /** Takes no further request; those under way end with their functions. */
  async stop(): Promise<void> {
    const closed = Promise.withResolvers<void>();
    this.#server.close(() => closed.resolve());
    this.#server.closeIdleConnections();
    await closed.promise;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { statusCode, headers, body } = await this.#reply(request);
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      response.writeHead(statusCode).end(body);
    } catch {
      // The request broke off, or a function gave headers that HTTP cannot carry; the connection is all there is to end.
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  }

  async #reply(request: IncomingMessage): Promise<HttpApiReply> {
    const { method = 'GET', url = '/' } = request;
    const route = this.#findRoute(method, url.split('?')[0] ?? '/');
    if (route === undefined) return gatewayReply(404, 'Not Found');
    const body = await readBody(request);
    if (body === undefined) return gatewayReply(413, 'Request Entity Too Large');
    const event = httpApiEvent({
      ...{ id: randomUUID(), at: Date.now(), method, url, body, headers: request.headers },
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      routeKey: route.routeKey,
      pathParameters: route.pathParameters,
    });
    const eventJson = JSON.stringify(event);
    if (Buffer.byteLength(eventJson) > largestPayloadBytes)
      return gatewayReply(413, 'Request Entity Too Large');
    const outcome = await this.#options.invoke(route.target, eventJson);
    const isTooLarge =
      outcome.status === 'returned' && Buffer.byteLength(outcome.resultJson) > largestPayloadBytes;
    return isTooLarge ? gatewayReply(500, 'Internal Server Error') : httpApiReply(outcome);
  }
}

/** Undefined when the body is larger than any event can be. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += chunk.length;
    if (sizeBytes <= largestPayloadBytes) chunks.push(chunk);
  }
  return sizeBytes > largestPayloadBytes ? undefined : Buffer.concat(chunks);
};
