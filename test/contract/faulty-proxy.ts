import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as startRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Out of 100 requests, how many fail in each way. */
export interface FaultRates {
  /** Answered with 503 without being done. */
  readonly refused: number;
  /** Connection ended without being done. */
  readonly dropped: number;
  /** Done, but the connection ends instead of the answer; not of conditional requests, whose repetition must fail. */
  readonly unanswered: number;
  /** Done and answered, but the connection ends amid the body. */
  readonly cut: number;
}

/** An HTTP server in front of another that fails in all the ways that networks and services do, the same each time. */
export const startFaultyProxy = async (target: string, rates: FaultRates) => {
  const random = seededRandom(7);
  const counts = { requests: 0, refused: 0, dropped: 0, unanswered: 0, cut: 0 };
  const happens = (fault: keyof FaultRates): boolean => {
    if (random() * 100 >= rates[fault]) return false;
    counts[fault]++;
    return true;
  };

  const forward = async (incoming: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    counts.requests++;
    if (happens('refused')) return void reply.writeHead(503).end();
    if (happens('dropped')) return void reply.destroy();
    const { method, url, headers } = incoming;
    const outgoing = startRequest(new URL(url ?? '/', target), { method, headers });
    outgoing.end(Buffer.concat(chunks));
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    const body = Buffer.concat(await Array.fromAsync(answer));
    const isConditional = headers['if-none-match'] !== undefined;
    if (!isConditional && happens('unanswered')) return void reply.destroy();
    reply.writeHead(answer.statusCode ?? 500, answer.headers);
    if (body.length < 2 || method !== 'GET' || !happens('cut')) return void reply.end(body);
    reply.write(body.subarray(0, body.length >> 1), () => reply.destroy());
  };

  const server = createServer((incoming, reply) => {
    forward(incoming, reply).catch(() => reply.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a server that listens on a port has one
  return {
    endpoint: `http://127.0.0.1:${port}`,
    counts,
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** A linear congruential generator: its first digits are random enough, and the same in each run. */
const seededRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
