import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { StoredObject } from '../../lib/ports/object-store.ts';
import { tarPiece, tarSize } from '../../lib/reports/tar-archive.ts';
import { refined, type World } from './reports-world.ts';

const filesOf = (run: string, operator = 'text-length-filtering') =>
  `/runs/${run}/operators/${operator}/analysis-files`;

interface Download {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly pieceCount: number;
}

/** Follows the links from piece to piece. */
const download = async (world: World, path: string, query: object = {}): Promise<Download> => {
  const pieces: Buffer[] = [];
  let headers: Readonly<Record<string, string>> = {};
  let from: string | undefined;
  do {
    const reply = await world.request('GET', path, { ...query, ...(from === undefined ? {} : { from }) });
    if (!(reply.body instanceof Uint8Array)) throw new Error(JSON.stringify(reply.body));
    pieces.push(Buffer.from(reply.body));
    headers = reply.headers ?? {};
    const [, address = ''] = /^<(.*)>; rel="next"$/.exec(headers['link'] ?? '') ?? [];
    from = new URL(address, 'http://localhost').searchParams.get('from') ?? undefined;
  } while (from !== undefined);
  return { headers, bytes: Buffer.concat(pieces), pieceCount: pieces.length };
};

/** What a ustar archive holds. */
const unpacked = (archive: Buffer): Readonly<Record<string, string>> => {
  const contentByPath: Record<string, string> = {};
  for (let at = 0; archive[at] !== 0; ) {
    const text = (start: number, end: number) =>
      archive.toString('latin1', at + start, at + end).replace(/\0.*$/s, '');
    const header = Buffer.from(archive.subarray(at, at + 512)).fill(' ', 148, 156);
    expect(Number.parseInt(text(148, 156), 8)).toBe(header.reduce((total, byte) => total + byte, 0));
    const size = Number.parseInt(text(124, 136), 8);
    contentByPath[text(0, 100)] = archive.toString('latin1', at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return contentByPath;
};

describe('the analysis files of an operator', () => {
  it('are listed with their sizes, those of other operators left out', async () => {
    const { world, run } = await refined();
    expect(await world.get(filesOf(run))).toMatchObject({
      total_number: 2,
      files: [
        { path: 'changes/text-length-filtering/00000.jsonl', kind: 'changes' },
        { path: 'changes/text-length-filtering/00001.jsonl', kind: 'changes' },
      ],
    });
  });

  it('can be read, a record a line', async () => {
    const { world, run } = await refined();
    const path = 'changes/text-length-filtering/00001.jsonl';
    const { bytes, headers } = await download(world, `${filesOf(run)}/content`, { path });
    expect(JSON.parse(bytes.toString('utf8'))).toMatchObject({ kind: 'dropped', record: { text: 'small' } });
    expect(headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'content-disposition': 'attachment; filename="00001.jsonl"',
    });
  });

  it('come as one archive', async () => {
    const { world, run } = await refined();
    const { bytes, headers } = await download(world, `${filesOf(run)}/download`);
    expect(headers['content-type']).toBe('application/x-tar');
    const contents = unpacked(bytes);
    expect(Object.keys(contents)).toEqual([
      'changes/text-length-filtering/00000.jsonl',
      'changes/text-length-filtering/00001.jsonl',
    ]);
    expect(contents['changes/text-length-filtering/00001.jsonl']).toContain('small');
  });

  it('come in pieces when they are large', async () => {
    const { world, run } = await refined();
    const large = Buffer.alloc(9 * 1024 ** 2, 'abcdefg');
    await world.objects.write(objectKeys.changes(run, 'text-length-filtering', 0), large);
    const path = 'changes/text-length-filtering/00000.jsonl';
    const file = await download(world, `${filesOf(run)}/content`, { path });
    expect(file.pieceCount).toBe(3);
    expect(file.bytes.equals(large)).toBe(true);
    const archive = await download(world, `${filesOf(run)}/download`);
    expect(unpacked(archive.bytes)[path]).toBe(large.toString('latin1'));
  });

  it('are refused together when they are larger than a download may be', async () => {
    const { world, run } = await refined();
    const list = world.objects.list.bind(world.objects);
    world.objects.list = async function* (prefix): AsyncIterable<StoredObject> {
      for await (const found of list(prefix)) yield { ...found, sizeBytes: 600 * 1024 ** 2 };
    };
    const { status, body } = await world.request('GET', `${filesOf(run)}/download`);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error_code: 'ModelArts.72020109',
      details: { size_bytes: 1200 * 1024 ** 2, limit_bytes: 1024 ** 3 },
    });
  });

  it('that have changed meanwhile are not mixed into one archive', async () => {
    const { world, run } = await refined();
    await world.objects.write(
      objectKeys.changes(run, 'text-length-filtering', 0),
      Buffer.alloc(9 * 1024 ** 2),
    );
    const { headers } = await world.request('GET', `${filesOf(run)}/download`);
    await world.objects.write(objectKeys.changes(run, 'text-length-filtering', 2), Buffer.alloc(7));
    const from = /from=([^&>]*)/.exec(headers?.['link'] ?? '')?.[1];
    const { body } = await world.request('GET', `${filesOf(run)}/download`, { from });
    expect(body).toMatchObject({ error_code: 'ModelArts.72060001', details: { argument: 'from' } });
  });

  it.each([
    '../spec.json',
    'changes/text-length-filtering/../../spec.json',
    'changes/custom-regex-replacement/00000.jsonl',
    'changes/text-length-filtering/00009.jsonl',
    'rejects/0-00000.jsonl',
    'spec.json',
    '/etc/passwd',
    '',
  ])('do not include %j', async (path) => {
    const { world, run } = await refined();
    const { body } = await world.request('GET', `${filesOf(run)}/content`, { path });
    expect(body).toMatchObject({ error_code: 'ModelArts.72020108', details: { path } });
  });

  it('of an operator that the run does not have are told of by its name', async () => {
    const { world, run } = await refined();
    const { body } = await world.request('GET', filesOf(run, 'nobody'));
    expect(body).toMatchObject({ error_code: 'ModelArts.72020107', details: { node: 'nobody' } });
  });

  it('say so when they can not be listed', async () => {
    const { world, run } = await refined();
    world.objects.list = () => {
      throw new Error('down');
    };
    const { body } = await world.request('GET', filesOf(run));
    expect(body).toMatchObject({ error_code: 'ModelArts.72020107' });
  });

  it('say so when one can not be read', async () => {
    const { world, run } = await refined();
    const path = 'changes/text-length-filtering/00000.jsonl';
    const read = world.objects.read.bind(world.objects);
    world.objects.read = (key, range) => {
      if (key.endsWith(path)) throw new Error('down');
      return read(key, range);
    };
    const { body } = await world.request('GET', `${filesOf(run)}/content`, { path });
    expect(body).toMatchObject({ error_code: 'ModelArts.72020108', details: { path } });
  });
});

describe('an archive', () => {
  it('is the same in whatever pieces it is read', async () => {
    const contents = fc.array(fc.uint8Array({ maxLength: 1500 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(contents, fc.integer({ min: 1, max: 2000 }), async (all, pieceBytes) => {
        const files = all.map((bytes, index) => ({
          key: String(index),
          path: `file-${index}`,
          sizeBytes: bytes.length,
          modifiedAt: 1000,
        }));
        const read = async function* (key: string, { start, end }: { start: number; end: number }) {
          yield (all[Number(key)] ?? new Uint8Array()).subarray(start, end);
        };
        const size = tarSize(files);
        const pieces: Buffer[] = [];
        for (let start = 0; start < size; start += pieceBytes) {
          pieces.push(await tarPiece(files, read, { start, end: Math.min(size, start + pieceBytes) }));
        }
        const expected = all.map((bytes, index) => [`file-${index}`, Buffer.from(bytes).toString('latin1')]);
        expect(unpacked(Buffer.concat(pieces))).toEqual(Object.fromEntries(expected));
      }),
    );
  });
});
