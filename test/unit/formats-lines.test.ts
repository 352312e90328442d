import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeLines } from '../../lib/formats/encode-lines.ts';
import { textOf } from '../../lib/formats/line-batch.ts';
import { linesOf } from '../../lib/formats/lines-of.ts';
import type { ReadRange } from '../../lib/formats/owned-chunks.ts';
import { readShardLines } from '../../lib/formats/read-shard-lines.ts';

/** All that an iterable gives. */
const collect = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
};

interface ReadOptions {
  readonly maxLineBytes?: number;
  readonly chunkBytes?: number;
}

/** Serves ranges of a file in memory and keeps what was asked for. */
const serve = (file: Buffer, chunkBytes = 1000) => {
  const requests: { readonly start: number; readonly end: number }[] = [];
  const read: ReadRange = async function* ({ start, end }) {
    requests.push({ start, end });
    expect(start).toBeLessThan(end);
    expect(end).toBeLessThanOrEqual(file.length);
    for (let at = start; at < end; at += chunkBytes) yield file.subarray(at, Math.min(end, at + chunkBytes));
  };
  return { read, requests };
};

const readShard = async (
  file: Buffer,
  start: number,
  end: number,
  { chunkBytes, ...options }: ReadOptions = {},
) => {
  const { read } = serve(file, chunkBytes);
  const lines: { text: string; line: number }[] = [];
  let [lineCount, blankCount, isVerbatim] = [0, 0, true];
  for await (const batch of readShardLines({ read, start, end, sizeBytes: file.length, ...options })) {
    for (const line of batch.lines) {
      lines.push({
        text: line.problem === undefined ? textOf(batch, line) : `<${line.problem}>`,
        line: line.line,
      });
    }
    lineCount += batch.lineCount;
    blankCount += batch.blankCount;
    isVerbatim &&= batch.isVerbatim;
  }
  return { lines, lineCount, blankCount, isVerbatim };
};

/** Reads a file in shards cut at the given places, and makes the line numbers absolute. */
const readInShards = async (file: Buffer, cuts: readonly number[], options: ReadOptions = {}) => {
  const edges = [0, ...cuts, file.length];
  const lines: { text: string; line: number }[] = [];
  let lineCount = 0;
  for (const [index, start] of edges.slice(0, -1).entries()) {
    const shard = await readShard(file, start, edges[index + 1] ?? 0, options);
    lines.push(...shard.lines.map(({ text, line }) => ({ text, line: line + lineCount })));
    lineCount += shard.lineCount;
  }
  return { lines, lineCount };
};

const readWhole = (content: string | Buffer, options: ReadOptions = {}) => {
  const file = Buffer.from(content);
  return readShard(file, 0, file.length, options);
};

const texts = ({ lines }: { readonly lines: readonly { readonly text: string }[] }) =>
  lines.map(({ text }) => text);

const awkwardFile = Buffer.from(
  '\uFEFF{"text":"first"}\r\n\n  \t\n{"text":"日本語 and 😀"}\n{"text":"a\u2028b\u2029c"}\n{"text":"lone\rcr"}\r\n\r\nlast, without an end',
);

describe('reading lines of a byte range', () => {
  it('ends lines at LF and CRLF only, leaves blank lines out and counts them', async () => {
    const whole = await readWhole(awkwardFile);
    expect(whole.lines).toEqual([
      { text: '{"text":"first"}', line: 1 },
      { text: '{"text":"日本語 and 😀"}', line: 4 },
      { text: '{"text":"a\u2028b\u2029c"}', line: 5 },
      { text: '{"text":"lone\rcr"}', line: 6 },
      { text: 'last, without an end', line: 8 },
    ]);
    expect(whole).toMatchObject({ lineCount: 8, blankCount: 3 });
  });

  it('gives each line once, however a file is cut in two', async () => {
    const whole = await readWhole(awkwardFile);
    for (let cut = 1; cut < awkwardFile.length; cut++) {
      for (const chunkBytes of [1, 7, 1000]) {
        const halves = await readInShards(awkwardFile, [cut], { chunkBytes });
        expect(halves, `cut at ${cut}, chunks of ${chunkBytes}`).toEqual({
          lines: whole.lines,
          lineCount: 8,
        });
      }
    }
  });

  it('gives each line once, however a file is cut in many', async () => {
    const fragment = fc.constantFrom(
      '\n',
      '\r\n',
      '\r',
      ' ',
      'a',
      '{"x":1}',
      '中',
      '\u2028',
      '😀',
      'long '.repeat(20),
    );
    const scene = fc.record({
      content: fc.array(fragment, { maxLength: 40 }).map((parts) => Buffer.from(parts.join(''))),
      places: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
      chunkBytes: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(scene, async ({ content, places, chunkBytes }) => {
        const cuts = places.map((place) => Math.floor(place * content.length)).sort((a, b) => a - b);
        const expected = content
          .toString('utf8')
          .split('\n')
          .map((text) => text.replace(/\r$/, ''));
        const sharded = await readInShards(content, cuts, { chunkBytes });
        const numbered = expected.map((text, index) => ({ text, line: index + 1 }));
        expect(sharded.lines).toEqual(numbered.filter(({ text }) => /[^ \r]/.test(text)));
        const isEnded = content.length === 0 || content.at(-1) === 0x0a;
        expect(sharded.lineCount).toBe(isEnded ? expected.length - 1 : expected.length);
      }),
      { numRuns: 300 },
    );
  });

  it('strips a byte order mark at the start of a file and nowhere else', async () => {
    expect(texts(await readWhole('\uFEFF{}\n\uFEFF{}\n'))).toEqual(['{}', '\uFEFF{}']);
    expect(await readWhole('\uFEFF')).toMatchObject({ lines: [], isVerbatim: false });
  });

  it('gives nothing of an empty file', async () => {
    expect(await readWhole('')).toEqual({ lines: [], lineCount: 0, blankCount: 0, isVerbatim: true });
  });

  it('reports a line that is not UTF-8 and reads its neighbours', async () => {
    const bad = Buffer.concat([
      Buffer.from('good\n'),
      Buffer.from([0x22, 0xc3, 0x28, 0x22]),
      Buffer.from('\nfine\n'),
    ]);
    expect(texts(await readWhole(bad))).toEqual(['good', '<not_utf8>', 'fine']);
    const surrogate = Buffer.concat([Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('\nfine')]);
    expect(texts(await readWhole(surrogate))).toEqual(['<not_utf8>', 'fine']);
  });

  it('takes a line of exactly the limit and reports one that is longer, at every cut', async () => {
    const file = Buffer.from(
      `${'a'.repeat(100)}\n${'b'.repeat(101)}\r\n${'c'.repeat(100)}\r\n${'d'.repeat(999)}\nend`,
    );
    const expected = ['a'.repeat(100), '<line_too_long>', 'c'.repeat(100), '<line_too_long>', 'end'];
    for (let cut = 1; cut < file.length; cut += 3) {
      for (const chunkBytes of [1, 64, 5000]) {
        const read = await readInShards(file, [cut], { maxLineBytes: 100, chunkBytes });
        expect(texts(read), `cut at ${cut}, chunks of ${chunkBytes}`).toEqual(expected);
        expect(read.lineCount).toBe(5);
      }
    }
  });

  it('holds no more of a line that is too long than the limit, and does not read to its end', async () => {
    const maxLineBytes = 1024 * 1024;
    const sizeBytes = 1024 ** 4;
    const requests: { readonly start: number; readonly end: number }[] = [];
    const read: ReadRange = async function* ({ start, end }) {
      requests.push({ start, end });
      for (let at = start; at < end; at += 65_536) yield Buffer.alloc(Math.min(65_536, end - at), 0x61);
    };
    const batches = await collect(readShardLines({ read, start: 0, end: 4096, sizeBytes, maxLineBytes }));
    expect(batches.flatMap(({ lines }) => lines.map(({ problem }) => problem))).toEqual(['line_too_long']);
    expect(requests.at(-1)?.end).toBeLessThan(maxLineBytes + 8192);
    const heldBytes = batches.reduce((total, { bytes }) => total + bytes.length, 0);
    expect(heldBytes).toBe(0);
  });

  it('reads a shard with one request when its last line ends soon after it', async () => {
    const file = Buffer.from('{"text":"0123456789"}\n'.repeat(20_000));
    const { read, requests } = serve(file, 65_536);
    await collect(readShardLines({ read, start: 100_000, end: 200_000, sizeBytes: file.length }));
    expect(requests).toEqual([{ start: 99_999, end: 265_536 }]);
  });

  it('reads on with few requests when the last line is long', async () => {
    const file = Buffer.from(`${'x'.repeat(3_000_000)}\nnext\n`);
    const { read, requests } = serve(file, 65_536);
    const batches = await collect(readShardLines({ read, start: 0, end: 1000, sizeBytes: file.length }));
    expect(batches.flatMap(({ lines }) => lines).map(({ start, end }) => end - start)).toEqual([3_000_000]);
    expect(requests.length).toBeLessThanOrEqual(4);
  });

  it('asks for nothing beyond a range in which no line starts', async () => {
    const file = Buffer.from(`${'x'.repeat(500_000)}\nnext\n`);
    const { read, requests } = serve(file, 65_536);
    expect(await collect(readShardLines({ read, start: 1000, end: 2000, sizeBytes: file.length }))).toEqual(
      [],
    );
    expect(requests).toHaveLength(1);
  });
});

describe('telling whether bytes are JSONL as it should be', () => {
  it.each([
    ['lines that all end with LF', '{}\n{}\n', true],
    ['no bytes at all', '', true],
    ['a last line without an end', '{}\n{}', false],
    ['a CRLF', '{}\r\n{}\n', false],
    ['a blank line', '{}\n\n{}\n', false],
    ['a byte order mark', '\uFEFF{}\n', false],
  ])('%s', async (_case, content, isVerbatim) => {
    expect((await readWhole(content)).isVerbatim).toBe(isVerbatim);
  });
});

describe('reading the lines of a published file', () => {
  it('numbers the lines of a shard from its first line', async () => {
    const file = Buffer.from('{"a":1}\n{"a":2}\n{"a":3}\n');
    const { read } = serve(file);
    const batches = await collect(linesOf({ start: 8, end: 24, sizeBytes: 24, firstLine: 2 }, read));
    expect(batches.flat()).toEqual([
      { text: '{"a":2}', line: 2 },
      { text: '{"a":3}', line: 3 },
    ]);
  });

  it('refuses a line that is not UTF-8, by its number', async () => {
    const file = Buffer.from([0x7b, 0x7d, 0x0a, 0xff, 0x0a]);
    const { read } = serve(file);
    const lines = collect(linesOf({ start: 0, end: 5, sizeBytes: 5, firstLine: 10 }, read));
    await expect(lines).rejects.toMatchObject({
      code: 'ModelArts.72060050',
      details: { line: 11, reason: 'not_utf8' },
    });
  });
});

describe('writing lines', () => {
  it('encodes what decoding gave, whatever the texts', async () => {
    await fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (lines) => {
        expect(encodeLines(lines).toString('utf8')).toBe(lines.map((line) => `${line}\n`).join(''));
      }),
    );
  });

  it('encodes lines of many megabytes', () => {
    const line = '中'.repeat(5_000_000);
    expect(encodeLines([line, 'x']).equals(Buffer.from(`${line}\nx\n`))).toBe(true);
  });
});
