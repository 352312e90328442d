import { coordinate } from '../../lib/engine/coordinate.ts';
import { createWorker } from '../../lib/engine/create-worker.ts';
import { SluiceError } from '../../lib/errors/sluice-error.ts';
import { handleRequest } from '../../lib/http/handle-request.ts';
import { acceptUpload } from '../../lib/import/accept-upload.ts';
import { importStage } from '../../lib/import/import-stage.ts';
import { validateStage } from '../../lib/import/validate-stage.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';
import { clusterStage } from '../../lib/refine/cluster-stage.ts';
import { groupStage } from '../../lib/refine/group-stage.ts';
import { publishStage } from '../../lib/refine/publish-stage.ts';
import { refineStage } from '../../lib/refine/refine-stage.ts';
import { ClockedObjectStore } from './clocked-object-store.ts';

interface Upload {
  readonly id?: string;
  /** The lines of each file; each file of plain JSONL becomes a part, and so a shard of what refines it. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  readonly mode?: 'strict' | 'quarantine';
}

export const texts = (...all: readonly string[]): readonly string[] =>
  all.map((text) => JSON.stringify({ text }));

/** Stores in memory, the API over them, and the engine that works on what is sent, as far as a test wants it to. */
export const openWorld = () => {
  const time = { now: Date.parse('2026-03-01T00:00:00Z') };
  const documents = new MemoryDocumentStore();
  const objects = new ClockedObjectStore(() => time.now);
  const resources = new Map<string, string>();
  const work: WorkMessage[] = [];
  const events: RunEvent[] = [];
  const ports = {
    documents,
    objects,
    traces: new MemoryTraceStore(documents),
    work: { send: async (messages: readonly WorkMessage[]) => void work.push(...messages) },
    events: { send: async (more: readonly RunEvent[]) => void events.push(...more) },
    clock: { now: () => time.now },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  const loadResource = async (address: string): Promise<string> => {
    const text = resources.get(address);
    if (text === undefined) throw new SluiceError('ModelArts.72091001', { file: address });
    return text;
  };
  const workByKind = {
    validate: validateStage,
    import: importStage,
    refine: refineStage,
    group: groupStage,
    cluster: clusterStage,
    publish: publishStage,
  };
  const workOn = createWorker({ ...ports, loadResource }, workByKind);

  /** Applies one event or does one piece of work; false when there is neither. */
  const step = async (): Promise<boolean> => {
    time.now += 1000;
    const event = events.shift();
    if (event !== undefined) {
      await coordinate(ports, [event]);
      return true;
    }
    const message = work.shift();
    if (message !== undefined) events.push(await workOn(message));
    return message !== undefined;
  };
  const request = async (method: string, path: string, query: object = {}, body?: unknown) =>
    handleRequest(ports, {
      method,
      path: `/v2/default${path}`,
      query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
      body: body === undefined ? undefined : JSON.stringify(body),
      user: 'ann',
      requestId: 'request-1',
    });
  const bodyOf = async (reply: ReturnType<typeof request>): Promise<never> => {
    const { status, body } = await reply;
    if (status >= 400) throw new Error(JSON.stringify(body));
    return body as never; // a test knows what the operation that it calls answers with
  };
  const settle = async (): Promise<void> => {
    while (await step());
  };
  const newestRun = async (parent: string): Promise<string> => {
    const { items } = await documents.list('run', 'default', { limit: 1, offset: 0 }, { parent });
    return items[0]?.id ?? '';
  };

  return {
    time,
    documents,
    objects,
    resources,
    ports,
    step,
    settle,
    request,
    get: (path: string, query?: object): Promise<never> => bodyOf(request('GET', path, query)),
    post: (path: string, body?: unknown): Promise<never> => bodyOf(request('POST', path, {}, body)),
    /** Uploads files as the data set `texts`, and gives the id of the import that this starts. */
    upload: async ({ id = 'folder', files, mode = 'strict' }: Upload): Promise<string> => {
      for (const [file, lines] of Object.entries(files)) {
        await objects.write(
          `inbox/default/${id}/${file}`,
          Buffer.from(lines.map((line) => `${line}\n`).join('')),
        );
      }
      const manifest = { datasetType: 'pretrain', datasetName: 'texts', mode };
      await objects.write(`inbox/default/${id}/connection.json`, Buffer.from(JSON.stringify(manifest)));
      await acceptUpload(ports, { workspace: 'default', connectionId: id });
      return newestRun(id);
    },
    /** Starts a task with these operators over the data set `texts`, and gives the id of its run. */
    refine: async (operators: readonly object[]): Promise<string> => {
      const body = { dataset: 'texts', recipe: { operators }, output: { dataset: 'clean' } };
      const created = await request('POST', '/refine-jobs', {}, body);
      const { id } = created.body as { readonly id: string };
      await request('POST', `/refine-jobs/${id}/start`);
      return newestRun(id);
    },
  };
};
export type World = ReturnType<typeof openWorld>;

/** A run that has refined two files of four and three records, and dropped what is short. */
export const refined = async (operators: readonly object[] = usualOperators) => {
  const world = await uploaded();
  const run = await world.refine(operators);
  await world.settle();
  return { world, run };
};

/** The data set `texts`, of two files. */
export const uploaded = async (): Promise<World> => {
  const world = openWorld();
  await world.upload({
    files: {
      'a.jsonl': texts('short', 'long enough to stay', 'the quick brown fox', 'tiny'),
      'b.jsonl': texts('the long way home', 'small', 'the end of the line'),
    },
  });
  await world.settle();
  return world;
};

export const usualOperators = [
  { id: 'custom-regex-replacement', params: { pattern: 'the', replacement: 'THE' } },
  { id: 'text-length-filtering', params: { min: 10 } },
];
