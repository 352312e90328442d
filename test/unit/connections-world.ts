import { coordinate } from '../../lib/engine/coordinate.ts';
import { createWorker } from '../../lib/engine/create-worker.ts';
import { acceptUpload } from '../../lib/import/accept-upload.ts';
import { importStage } from '../../lib/import/import-stage.ts';
import { validateStage } from '../../lib/import/validate-stage.ts';
import { connectionManifest } from '../../lib/model/connection-manifest.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { publishStage } from '../../lib/refine/publish-stage.ts';
import { ClockedObjectStore } from './clocked-object-store.ts';

export const record = (text: string): string => `${JSON.stringify({ text })}\n`;

/** A manifest of the data set `texts`, unless `more` says something else. */
export const manifestOf = (more: object = {}) =>
  connectionManifest.parse({ datasetType: 'pretrain', datasetName: 'texts', ...more });

export const ann = (id = 'folder') => ({ workspace: 'default', id, user: 'ann' });

/** Stores in memory, and the engine that works on what is sent, as far as a test wants it to. */
export const openWorld = () => {
  const time = { now: Date.parse('2026-03-01T00:00:00Z') };
  const documents = new MemoryDocumentStore();
  const objects = new ClockedObjectStore(() => time.now);
  const work: WorkMessage[] = [];
  const events: RunEvent[] = [];
  const ports = {
    documents,
    objects,
    work: { send: async (messages: readonly WorkMessage[]) => void work.push(...messages) },
    events: { send: async (more: readonly RunEvent[]) => void events.push(...more) },
    clock: { now: () => time.now },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  const workOn = createWorker(
    { ...ports, loadResource: () => Promise.reject(new Error('imports read no resources')) },
    {
      validate: validateStage,
      import: importStage,
      publish: publishStage,
    },
  );
  /** Applies one event or does one piece of work; false when there is neither. */
  const step = async (): Promise<boolean> => {
    time.now += 1;
    const event = events.shift();
    if (event !== undefined) {
      const { failed } = await coordinate(ports, [event]);
      if (failed.length > 0) throw new Error(`${event.type} could not be applied`);
      return true;
    }
    const message = work.shift();
    if (message !== undefined) events.push(await workOn(message));
    return message !== undefined;
  };
  return {
    time,
    documents,
    objects,
    work,
    ports,
    step,
    /** Until all that was started has ended. */
    settle: async (): Promise<void> => {
      while (await step());
    },
    put: async (file: string, text: string, folder = 'folder') => {
      time.now += 1000;
      await objects.write(`inbox/default/${folder}/${file}`, Buffer.from(text));
    },
    /** What a notification of an object in the folder leads to. */
    notify: (folder = 'folder') => acceptUpload(ports, { workspace: 'default', connectionId: folder }),
    connection: async (id = 'folder') => (await documents.find('connection', 'default', id))?.document,
    dataset: async (id = 'texts') => (await documents.find('dataset', 'default', id))?.document,
    runs: async () => (await documents.list('run', 'default', { limit: 1000, offset: 0 })).items,
    /** Names of the traces of connections and data sets, oldest first. */
    traces: () =>
      documents
        .traces()
        .filter(({ resource_type }) => resource_type !== 'run')
        .map(({ trace_name }) => trace_name),
  };
};
export type World = ReturnType<typeof openWorld>;

/** The connection `folder`, whose import of one record is under way. */
export const importing = async (): Promise<World> => {
  const world = openWorld();
  await world.put('a.jsonl', record('a'));
  await world.put('connection.json', JSON.stringify({ datasetType: 'pretrain', datasetName: 'texts' }));
  await world.notify();
  return world;
};

/** The same, when it has ended well. */
export const imported = async (): Promise<World> => {
  const world = await importing();
  await world.settle();
  return world;
};

/** The connection `folder`, whose import has failed of a bad line in `b.jsonl`. */
export const failed = async (): Promise<World> => {
  const world = openWorld();
  await world.put('a.jsonl', record('a'));
  await world.put('b.jsonl', 'no json\n');
  await world.put('connection.json', JSON.stringify({ datasetType: 'pretrain', datasetName: 'texts' }));
  await world.notify();
  await world.settle();
  return world;
};

/** The connection `folder`, which waits for `b.jsonl`. */
export const waiting = async (): Promise<World> => {
  const world = openWorld();
  await world.put('a.jsonl', record('a'));
  const manifest = { datasetType: 'pretrain', datasetName: 'texts', expect: ['a.jsonl', 'b.jsonl'] };
  await world.put('connection.json', JSON.stringify(manifest));
  await world.notify();
  return world;
};
