import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compactIndex } from '../../lib/local/s3/compact-index.ts';
import type { JournalEntry } from '../../lib/local/s3/journal-entry.ts';
import { ObjectIndex } from '../../lib/local/s3/object-index.ts';
import { S3Store } from '../../lib/local/s3/s3-store.ts';
import type { Segment } from '../../lib/local/s3/segments.ts';
import type { StoredObject } from '../../lib/local/s3/stored-object.ts';

const directories: string[] = [];
const createDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-s3-recovery-'));
  directories.push(directory);
  return directory;
};
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

const open = (directory: string) => new S3Store({ directory, fsync: false });
const journalOf = (directory: string) => join(directory, 'journal.jsonl');
const stateOf = (index: ObjectIndex) => [...compactIndex(index)];
const filesOf = (directory: string) =>
  readdirSync(join(directory, 'blobs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

const object = (segments: readonly Segment[], etag = 'etag'): StoredObject => ({
  segments,
  sizeBytes: segments.reduce((sum, { length }) => sum + length, 0),
  etag,
  modifiedAt: 1,
  contentType: 'text/plain',
  headers: {},
  metadata: { name: 'ä\n' },
  checksums: {},
});
const put = (key: string, segments: readonly Segment[]): JournalEntry => ({
  op: 'object-put',
  bucket: 'bucket',
  key,
  object: object(segments),
  events: [],
});
const remove = (key: string): JournalEntry => ({ op: 'object-deleted', bucket: 'bucket', key, events: [] });

/** Writes a blob of its own, as a large payload gets one. */
const writeBlob = (store: S3Store, text: string): Segment => {
  const blob = store.blobs.reserve();
  writeFileSync(store.blobs.preparePath(blob), text);
  return { blob, offset: 0, length: text.length };
};

const bucketCreated: JournalEntry = { op: 'bucket-created', bucket: 'bucket', at: 1 };

/** Whole histories: each step is a list of entries that make sense after those before. */
const histories = fc
  .array(
    fc.oneof(
      fc.record({ kind: fc.constant('put' as const), key: fc.constantFrom('a', 'b', 'ü/😀') }),
      fc.record({ kind: fc.constant('remove' as const), key: fc.constantFrom('a', 'b', 'ü/😀') }),
      fc.record({ kind: fc.constant('event' as const), key: fc.constantFrom('a', 'b') }),
      fc.record({ kind: fc.constant('multipart' as const), key: fc.constantFrom('a', 'c') }),
    ),
    { maxLength: 12 },
  )
  .map((steps) => [bucketCreated, ...steps.flatMap(({ kind, key }, step) => entriesOf(kind, key, step))]);

function entriesOf(
  kind: 'put' | 'remove' | 'event' | 'multipart',
  key: string,
  step: number,
): JournalEntry[] {
  const segment = { blob: `00/${step}`, offset: step, length: step + 1 };
  if (kind === 'put') return [put(key, [segment])];
  if (kind === 'remove') return [remove(key)];
  const bucket = 'bucket';
  if (kind === 'event') {
    const origin = { bucket, key, at: step, requestId: 'r', configurationId: 'c', queueArn: 'q' };
    const event = { ...origin, sequence: step + 1, name: 'ObjectCreated:Put' } as const;
    const objectPut = { op: 'object-put', bucket, key, object: object([segment]), events: [event] } as const;
    return step % 2 === 0 ? [objectPut] : [objectPut, { op: 'event-delivered', sequence: step + 1 }];
  }
  const uploadId = `upload-${step}`;
  const attributes = { contentType: 'x', headers: {}, metadata: {} };
  const part = { segments: [segment], sizeBytes: step + 1, etag: 'part', modifiedAt: step, checksums: {} };
  return [
    { op: 'upload-started', upload: { uploadId, bucket, key, startedAt: step, ...attributes } },
    { op: 'part-put', uploadId, partNumber: 1, part },
    { op: 'object-put', bucket, key, object: { ...object([segment]), uploadId }, events: [] },
  ];
}

const indexOf = (entries: readonly JournalEntry[]): ObjectIndex => {
  const index = new ObjectIndex();
  for (const entry of entries) index.apply(entry);
  return index;
};

describe('a store that comes up after a crash', () => {
  it('is in the state of the last complete line, at whatever byte the journal was cut off', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (entries) => {
        const directory = createDirectory();
        const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
        const whole = Buffer.from(lines.join(''));
        const lastLines = Buffer.byteLength(lines.slice(-2).join(''));
        for (let length = whole.length - lastLines; length <= whole.length; length++) {
          writeFileSync(journalOf(directory), whole.subarray(0, length));
          const store = open(directory);
          const completeCount = whole.toString('latin1', 0, length).split('\n').length - 1;
          expect(stateOf(store.index)).toEqual(stateOf(indexOf(entries.slice(0, completeCount))));
          await store.close();
        }
      }),
      { numRuns: 8 },
    );
  });

  it('loses exactly the last change when any byte of its line is missing', async () => {
    const directory = createDirectory();
    const store = open(directory);
    await store.commit(bucketCreated);
    await store.commit(put('kept', []));
    const { length: keptBytes } = readFileSync(journalOf(directory));
    await store.commit(put('torn 😀', []));
    await store.close();
    const whole = readFileSync(journalOf(directory));
    for (let length = keptBytes; length < whole.length; length++) {
      writeFileSync(journalOf(directory), whole.subarray(0, length));
      const reopened = open(directory);
      expect([...(reopened.index.buckets.get('bucket')?.objects.keys() ?? [])]).toEqual(['kept']);
      await reopened.commit(put('next', []));
      await reopened.close();
      const again = open(directory);
      expect([...(again.index.buckets.get('bucket')?.objects.keys() ?? [])]).toEqual(['kept', 'next']);
      await again.close();
    }
  });

  it('is in the same state however often it is opened, and its journal sheds what is history', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (entries) => {
        const directory = createDirectory();
        writeFileSync(journalOf(directory), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
        const expected = stateOf(indexOf(entries));
        for (let life = 0; life < 3; life++) {
          const store = open(directory);
          expect(stateOf(store.index)).toEqual(expected);
          await store.close();
        }
        const lineCount = readFileSync(journalOf(directory), 'latin1').split('\n').length - 1;
        expect(lineCount).toBeLessThanOrEqual(expected.length * 2);
      }),
      { numRuns: 50 },
    );
  });

  it('passes over the half of a new journal that a crash left while it was being rewritten', async () => {
    const directory = createDirectory();
    const store = open(directory);
    await store.commit(bucketCreated);
    await store.close();
    writeFileSync(`${journalOf(directory)}.new`, '{"op":"compacted","version":1,"lastSeq');
    const reopened = open(directory);
    expect([...reopened.index.buckets.keys()]).toEqual(['bucket']);
    await reopened.close();
  });

  it('removes blobs that were written but never committed, and none that are in use', async () => {
    const directory = createDirectory();
    const store = open(directory);
    await store.commit(bucketCreated);
    const used = writeBlob(store, 'used');
    const orphan = writeBlob(store, 'written, then the power went');
    await store.commit(put('object', [used]));
    await store.close();
    expect(existsSync(store.blobs.pathOf(orphan.blob))).toBe(true);
    const reopened = open(directory);
    const fresh = writeBlob(reopened, 'not yet committed');
    await reopened.cleared;
    expect(existsSync(reopened.blobs.pathOf(orphan.blob))).toBe(false);
    expect(existsSync(reopened.blobs.pathOf(fresh.blob))).toBe(true);
    expect(readFileSync(reopened.blobs.pathOf(used.blob), 'utf8')).toBe('used');
    await reopened.close();
  });

  it('does not start on a journal that is damaged in the middle, and names the place', async () => {
    const directory = createDirectory();
    const store = open(directory);
    await store.commit(bucketCreated);
    await store.close();
    appendFileSync(journalOf(directory), '{"op":"object-p\n');
    appendFileSync(journalOf(directory), `${JSON.stringify(put('after', []))}\n`);
    expect(() => open(directory)).toThrow(`${journalOf(directory)}:2: the journal is damaged here`);
  });

  it('does not hand out a number of an event a second time', async () => {
    const directory = createDirectory();
    const lines = [bucketCreated, ...entriesOf('event', 'a', 41), remove('a'), remove('b'), remove('c')];
    writeFileSync(journalOf(directory), lines.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    for (let life = 0; life < 2; life++) {
      const store = open(directory);
      expect([store.index.lastSequence, store.index.pendingEvents.size]).toEqual([42, 0]);
      await store.close();
    }
  });
});

describe('the blobs of a store', () => {
  it('live as long as one object or part uses them', async () => {
    const directory = createDirectory();
    const store = open(directory);
    await store.commit(bucketCreated);
    const shared = writeBlob(store, 'shared');
    await store.commit(put('original', [shared]));
    await store.commit(put('copy', [{ ...shared, offset: 2, length: 3 }, shared]));
    await store.commit(remove('original'));
    expect(filesOf(directory)).toHaveLength(1);
    await store.commit(put('copy', []));
    expect(filesOf(directory)).toEqual([]);
    await store.close();
  });

  it('are counted again after a restart', async () => {
    const directory = createDirectory();
    const store = open(directory);
    await store.commit(bucketCreated);
    const shared = writeBlob(store, 'shared');
    await store.commit(put('original', [shared]));
    await store.commit(put('copy', [shared]));
    await store.close();
    const reopened = open(directory);
    await reopened.commit(remove('original'));
    expect(filesOf(directory)).toHaveLength(1);
    await reopened.commit(remove('copy'));
    expect(filesOf(directory)).toEqual([]);
    await reopened.close();
  });

  it('hold many small payloads each, and go with the last of them', async () => {
    const directory = createDirectory();
    const store = open(directory);
    await store.commit(bucketCreated);
    const payload = Buffer.alloc(50_000, 'x');
    for (let count = 0; count < 40; count++) {
      const segments = [(await store.pack?.append(payload)) ?? fail()];
      await store.commit(put(`small/${count}`, segments));
      await store.blobs.release(segments);
    }
    expect(filesOf(directory).length).toBeLessThanOrEqual(2);
    for (let count = 0; count < 40; count++) await store.commit(remove(`small/${count}`));
    await store.close();
    expect(filesOf(directory)).toEqual([]);
  });

  it('are gone with a bucket and the uploads to it', async () => {
    const directory = createDirectory();
    const store = open(directory);
    await store.commit(bucketCreated);
    const segments = [writeBlob(store, 'part')];
    const attributes = { contentType: 'x', headers: {}, metadata: {} };
    const upload = { uploadId: 'u', bucket: 'bucket', key: 'k', startedAt: 1, ...attributes };
    await store.commit({ op: 'upload-started', upload });
    const part = { segments, sizeBytes: 4, etag: 'e', modifiedAt: 1, checksums: {} };
    await store.commit({ op: 'part-put', uploadId: 'u', partNumber: 1, part });
    await store.commit({ op: 'bucket-deleted', bucket: 'bucket' });
    expect([filesOf(directory), store.index.uploads.size]).toEqual([[], 0]);
    await store.close();
  });
});

describe('a journal', () => {
  it('answers everyone who waits for the disk, also those who come while it is busy', async () => {
    const directory = createDirectory();
    const store = new S3Store({ directory, fsync: true });
    await store.commit(bucketCreated);
    await Promise.all(Array.from({ length: 200 }, (_, count) => store.commit(put(`key ${count}`, []))));
    await store.close();
    const reopened = open(directory);
    expect(reopened.index.buckets.get('bucket')?.objects.size).toBe(200);
    await reopened.close();
  });

  it('takes nothing after it was closed', async () => {
    const store = open(createDirectory());
    await store.close();
    await expect(store.commit(bucketCreated)).rejects.toThrow('closed');
  });
});

function fail(): never {
  throw new Error('there is no pack');
}
