import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coordinate } from '../../lib/engine/coordinate.ts';
import { sweep } from '../../lib/engine/sweep.ts';
import type { DocumentKind } from '../../lib/model/document.ts';
import { parseDocument } from '../../lib/model/parse-document.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import type { Write } from '../../lib/ports/document-store.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { shardResult } from './engine-documents.ts';

/** States that earlier versions have left in the table, by version of their form. Files are only ever added. */
const folder = new URL('../fixtures/runs/', import.meta.url);
const recordings = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.json'),
);

interface Recorded {
  readonly kind: DocumentKind;
  readonly document: unknown;
}

const read = (path: string): readonly Recorded[] => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

const written = ({ kind, document }: Recorded): Write =>
  ({ kind, document: parseDocument(kind, document), expectedRevision: 0 }) as Write; // the kind is the document's

const eventOf = ({ runId, stage, attempt, shard, kind }: WorkMessage): RunEvent => {
  const base = { runId, stage, attempt };
  if (shard === 'plan') return { ...base, type: 'stage-planned', shardCount: 1 };
  return { ...base, type: 'shard-succeeded', shard, result: shardResult({ hasRejects: false }, kind, shard) };
};

describe.each(recordings)('the recorded run %s', (path) => {
  it('loads without loss', () => {
    for (const { kind, document } of read(path))
      expect(parseDocument(kind, document)).toMatchObject(document as object);
  });

  it('goes on to its end', async () => {
    const documents = new MemoryDocumentStore();
    await documents.commit(read(path).map(written), []);
    const work: WorkMessage[] = [];
    const now = Date.parse('2126-01-01');
    const ports = {
      documents,
      work: { send: async (messages: readonly WorkMessage[]) => void work.push(...messages) },
      clock: { now: () => now },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    };
    await sweep(ports, { stalledAfterSeconds: 60, givenUpAfterSeconds: Number.POSITIVE_INFINITY });
    for (let message = work.shift(); message !== undefined; message = work.shift()) {
      expect(await coordinate(ports, [eventOf(message)])).toEqual({ failed: [] });
    }
    const [run] = (await documents.list('run', 'default', { limit: 1, offset: 0 })).items;
    const isFailed = path.includes('failed');
    expect(run?.status).toBe(isFailed ? 'failed' : 'succeeded');
    const dataset = (await documents.find('dataset', 'default', run?.output.dataset ?? ''))?.document;
    expect(dataset?.status).toBe(isFailed ? 'failed' : 'online');
  });
});
