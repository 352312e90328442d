import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { coordinate } from '../../lib/engine/coordinate.ts';
import { handleRequest } from '../../lib/http/handle-request.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';

/** The real API over stores in memory, served on a free port; nothing works on what it sends to its queue. */
export const serveApi = async () => {
  const documents = new MemoryDocumentStore();
  const objects = new MemoryObjectStore();
  const sent: WorkMessage[] = [];
  const work = { send: async (messages: readonly WorkMessage[]) => void sent.push(...messages) };
  const clock = { now: () => Date.now() };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const ports = {
    documents,
    objects,
    traces: new MemoryTraceStore(documents),
    work,
    // What people ask of a run is applied at once: there is no queue to wait for.
    events: {
      send: async (events: readonly RunEvent[]) =>
        void (await coordinate({ documents, work, clock, log }, events)),
    },
    clock,
    log,
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { status, body, headers } = await handleRequest(ports, {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: Buffer.concat(chunks).toString('utf8') || undefined,
      user: String(request.headers['x-sluice-user'] ?? 'anonymous'),
      requestId: 'request-1',
      ifMatch: request.headers['if-match'],
    });
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(body instanceof Uint8Array ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a server that listens on a port has one
  return {
    documents,
    objects,
    sent,
    endpoint: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
export type ServedApi = Awaited<ReturnType<typeof serveApi>>;
