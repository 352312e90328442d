import { beforeEach, describe, expect, it } from 'vitest';
import { acceptUpload } from '../../lib/import/accept-upload.ts';
import { closeQuietUploads } from '../../lib/import/close-quiet-uploads.ts';
import type { WorkMessage } from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';

const upload = { workspace: 'default', connectionId: 'upload' };
const inbox = 'inbox/default/upload/';

let documents: MemoryDocumentStore;
let objects: MemoryObjectStore;
let sent: WorkMessage[];
let now: number;
beforeEach(() => {
  documents = new MemoryDocumentStore();
  objects = new MemoryObjectStore();
  sent = [];
  now = 1_770_000_000_000;
});

const ports = () => ({
  documents,
  objects,
  work: { send: async (messages: readonly WorkMessage[]) => void sent.push(...messages) },
  clock: { now: () => now },
  log: { info: () => {}, warn: () => {}, error: () => {} },
});
const put = (file: string, content: unknown) =>
  objects.write(inbox + file, Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)));
const manifest = (more = {}) => ({ datasetType: 'pretrain', datasetName: 'texts', ...more });
const connection = async () => (await documents.find('connection', 'default', 'upload'))?.document;
const traceNames = () => documents.traces().map(({ trace_name }) => trace_name);

describe('an upload', () => {
  it('starts nothing before its manifest has come', async () => {
    await put('a.jsonl', '{"text":"a"}\n');
    await acceptUpload(ports(), upload);
    expect(await connection()).toBeUndefined();
  });

  it('starts one run, however often and at once it is told of', async () => {
    await put('a.jsonl', '{"text":"a"}\n');
    await put('connection.json', manifest());
    await Promise.all([1, 2, 3].map(() => acceptUpload(ports(), upload)));
    await acceptUpload(ports(), upload);
    const { items } = await documents.list('run', 'default', { limit: 10, offset: 0 });
    expect(items).toHaveLength(1);
    expect(new Set(sent.map((message) => JSON.stringify(message))).size).toBe(1);
    expect(traceNames().filter((name) => name === 'startDataConnection')).toHaveLength(1);
  });

  it('is not started anew while an earlier run of its folder is under way', async () => {
    await put('a.jsonl', '{"text":"a"}\n');
    await put('connection.json', manifest());
    await acceptUpload(ports(), upload);
    await put('connection.json', manifest({ description: 'again' }));
    await expect(acceptUpload(ports(), upload)).rejects.toMatchObject({ code: 'ModelArts.72060085' });
  });

  it.each([
    ['no data file', {}, 'ModelArts.72060041'],
    ['a file with the wrong extension', { 'a.docx': 'x' }, 'ModelArts.72060049'],
    ['only hidden files', { '.DS_Store': 'x' }, 'ModelArts.72060041'],
  ])('with %s fails with its code and a trace, and takes no name', async (_title, files, code) => {
    for (const [file, content] of Object.entries(files)) await put(file, content);
    await put('connection.json', manifest());
    await acceptUpload(ports(), upload);
    expect(await connection()).toMatchObject({ status: 'failed', error: { code } });
    expect(traceNames()).toEqual(['failDataConnection']);
    expect(await documents.find('dataset', 'default', 'texts')).toBeUndefined();
  });
});

describe('an upload whose expected files do not come', () => {
  const wait = async () => {
    await put(
      'connection.json',
      manifest({ expect: ['a.jsonl', 'b.jsonl', 'a.jsonl'], expectWithinMinutes: 30 }),
    );
    await put('a.jsonl', '{"text":"a"}\n');
    await acceptUpload(ports(), upload);
  };

  it('waits for them', async () => {
    await wait();
    now += 29 * 60_000;
    await closeQuietUploads(ports());
    expect(await connection()).toMatchObject({ status: 'pending' });
    expect(sent).toEqual([]);
  });

  it('fails when their time is over, and names the first', async () => {
    await wait();
    now += 31 * 60_000;
    await closeQuietUploads(ports());
    expect(await connection()).toMatchObject({
      status: 'failed',
      error: { code: 'ModelArts.72020136', details: { file: 'b.jsonl' } },
    });
    expect(traceNames()).toEqual(['createDataConnection', 'failDataConnection']);
  });

  it('starts when the last has come', async () => {
    await wait();
    await put('b.jsonl', '{"text":"b"}\n');
    await acceptUpload(ports(), upload);
    expect(await connection()).toMatchObject({ status: 'running' });
  });
});
