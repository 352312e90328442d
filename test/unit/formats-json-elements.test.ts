import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../lib/formats/line-batch.ts';
import { readJsonElements } from '../../lib/formats/read-json-elements.ts';

/** All that an iterable gives. */
const collect = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
};

async function* chunksOf(file: Buffer, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += chunkBytes) yield file.subarray(at, at + chunkBytes);
}

const read = async (content: string | Buffer, { chunkBytes = 10_000, maxElementBytes = 1000 } = {}) => {
  const elements: { text: string; line: number }[] = [];
  let lineCount = 0;
  for await (const batch of readJsonElements(chunksOf(Buffer.from(content), chunkBytes), maxElementBytes)) {
    for (const line of batch.lines) {
      elements.push({
        text: line.problem === undefined ? textOf(batch, line) : `<${line.problem}>`,
        line: line.line,
      });
    }
    lineCount += batch.lineCount;
    expect(batch.isVerbatim).toBe(false);
  }
  return { elements, lineCount };
};

const textsOf = async (content: string | Buffer, options = {}) =>
  (await read(content, options)).elements.map(({ text }) => text);

describe('reading the elements of a JSON array', () => {
  it('gives each element as one line, with the line of the file on which it starts', async () => {
    const file = '[\n  {\n    "a": "x\\n y",\n    "b": [1, 2]\n  },\n  {"a": {}}, 3,\n\n  null\n]\n';
    expect(await read(file)).toEqual({
      elements: [
        { text: '{"a":"x\\n y","b":[1,2]}', line: 2 },
        { text: '{"a":{}}', line: 6 },
        { text: '3', line: 6 },
        { text: 'null', line: 8 },
      ],
      lineCount: 9,
    });
  });

  it('reads the same however the bytes come in chunks', async () => {
    const file = '\uFEFF[ {"a\\"\\\\": "\\\\",\r\n "中": [ true , -1.50e+2 ]} , "top \\" level" ,\n[ ] ]\n';
    const whole = await read(file);
    expect(whole.elements.map(({ text }) => text)).toEqual([
      '{"a\\"\\\\":"\\\\","中":[true,-1.50e+2]}',
      '"top \\" level"',
      '[]',
    ]);
    for (let chunkBytes = 1; chunkBytes < 20; chunkBytes++)
      expect(await read(file, { chunkBytes })).toEqual(whole);
  });

  it('gives the elements of any array, whatever the indent and the chunks', async () => {
    const scene = fc.record({
      values: fc.array(fc.jsonValue({ maxDepth: 3, noUnicodeString: false })),
      indent: fc.constantFrom(undefined, 1, 2, '\t'),
      chunkBytes: fc.integer({ min: 1, max: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(scene, async ({ values, indent, chunkBytes }) => {
        const texts = await textsOf(JSON.stringify(values, undefined, indent), {
          chunkBytes,
          maxElementBytes: 1e6,
        });
        expect(texts).toEqual(values.map((value) => JSON.stringify(value)));
      }),
      { numRuns: 300 },
    );
  });

  it('finds the end of any string, however many quotes and backslashes are in it', async () => {
    const part = fc.constantFrom('"', '\\', '\\"', 'a', ' ', '\n', '{', ']', ',', 'long '.repeat(10));
    const value = fc
      .array(part, { maxLength: 30 })
      .map((parts) => ({ [parts.slice(0, 3).join('')]: parts.join('') }));
    const scene = fc.record({ values: fc.array(value), chunkBytes: fc.integer({ min: 1, max: 90 }) });
    await fc.assert(
      fc.asyncProperty(scene, async ({ values, chunkBytes }) => {
        const texts = await textsOf(JSON.stringify(values), { chunkBytes, maxElementBytes: 1e6 });
        expect(texts).toEqual(values.map((element) => JSON.stringify(element)));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps numbers and strings as they stand in the file', async () => {
    const element =
      '{"n":1e400,"i":12345678901234567890,"f":1.0,"s":"\\u00e9\\ud800","k":" \\t x ","k":2,"__proto__":1}';
    const spaced = element.replaceAll(',', ' ,\n ').replaceAll(/(?<="[a-z_]+"):/g, ' : ');
    expect(await textsOf(`[${spaced}]`)).toEqual([element]);
  });

  it('does not join what white space kept apart', async () => {
    expect(await textsOf('[{"a": 1 2}, {"b": tr ue}]')).toEqual(['{"a":1 2}', '{"b":tr ue}']);
  });

  it('takes values that stand one after the other, as in JSONL', async () => {
    expect(await textsOf('{"a":1}\n{"a":2}\n\n{\n"a":3}')).toEqual(['{"a":1}', '{"a":2}', '{"a":3}']);
  });

  it.each(['', ' \n', '\uFEFF', '[]', ' [ ]\n'])('finds nothing in %j', async (file) => {
    expect((await read(file)).elements).toEqual([]);
  });

  it('gives many megabytes in batches', async () => {
    const value = { text: 'x'.repeat(3000) };
    const file = Buffer.from(JSON.stringify(Array(1000).fill(value), undefined, 2));
    const batches = await collect(readJsonElements(chunksOf(file, 65_536)));
    expect(batches.length).toBeGreaterThan(4);
    const texts = batches.flatMap((batch) => batch.lines.map((line) => textOf(batch, line)));
    expect(texts).toEqual(Array(1000).fill(JSON.stringify(value)));
  });
});

describe('reading a JSON array that is broken', () => {
  it('reports text that is cut off at the line where it ends, and keeps the elements before', async () => {
    expect((await read('[{"a":1},\n{"a":\n2')).elements).toEqual([
      { text: '{"a":1}', line: 1 },
      { text: '<not_json>', line: 3 },
    ]);
    expect((await read('[{"a":1},\n{"a":"2')).elements.at(-1)).toEqual({ text: '<not_json>', line: 2 });
    expect((await read('[{"a":1}\n')).elements.at(-1)).toEqual({ text: '<not_json>', line: 1 });
  });

  it('reports what follows the array', async () => {
    expect((await read('[{"a":1}]\nrest of it\n')).elements).toEqual([
      { text: '{"a":1}', line: 1 },
      { text: '<not_json>', line: 2 },
    ]);
  });

  it.each([
    ['a comma at the end', '[1,\n2,\n]', 3],
    ['a comma too many', '[1,\n,2]', 2],
    ['no comma between elements', '[1\n2]', 2],
    ['a bracket that closes nothing', '[1,\n}2]', 2],
  ])('reports %s and gives the elements', async (_case, file, line) => {
    const { elements } = await read(file);
    expect(
      elements
        .filter(({ text }) => text !== '<not_json>')
        .map(({ text }) => text)
        .slice(0, 2),
    ).toEqual(file.includes('2') ? ['1', '2'] : ['1']);
    expect(elements.filter(({ text }) => text === '<not_json>')).toEqual([{ text: '<not_json>', line }]);
  });

  it('passes over an element that is too long without giving its bytes, and goes on', async () => {
    const file = `[{"a":"${'x'.repeat(2000)}"},\n{"a":"y"}]`;
    for (const chunkBytes of [1, 100, 10_000]) {
      expect((await read(file, { chunkBytes })).elements).toEqual([
        { text: '<line_too_long>', line: 1 },
        { text: '{"a":"y"}', line: 2 },
      ]);
    }
  });

  it('takes an element of exactly the limit', async () => {
    const element = `{"a":"${'x'.repeat(992)}"}`;
    expect(await textsOf(`[${element}]`)).toEqual([element]);
    expect(await textsOf(`[${element}]`, { maxElementBytes: 999 })).toEqual(['<line_too_long>']);
  });

  it('reports an element that is not UTF-8 and gives its neighbours', async () => {
    const file = Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xff]), Buffer.from('"},{"a":"b"}]')]);
    expect(await textsOf(file)).toEqual(['<not_utf8>', '{"a":"b"}']);
  });

  it('loses no element after one with a missing quote', async () => {
    const good = '  {\n    "a": "x",\n    "b": "y"\n  }';
    const bad = '  {\n    "a": "x,\n    "b": "y"\n  }';
    const file = `[\n${good},\n${bad},\n${good},\n${good}\n]\n`;
    for (const chunkBytes of [1, 5, 10_000]) {
      expect((await read(file, { chunkBytes })).elements).toEqual([
        { text: '{"a":"x","b":"y"}', line: 2 },
        { text: '<not_json>', line: 6 },
        { text: '{"a":"x","b":"y"}', line: 10 },
        { text: '{"a":"x","b":"y"}', line: 14 },
      ]);
    }
  });

  it('loses no element after one with a line end inside a string', async () => {
    const file = '[\n  {"a": "one\ntwo"},\n  {"a": "b"}\n]';
    expect((await read(file)).elements).toEqual([
      { text: '<not_json>', line: 2 },
      { text: '{"a":"b"}', line: 4 },
    ]);
  });

  it('loses no line of JSONL after one with a missing quote', async () => {
    expect(await textsOf('{"a":"x}\n{"a":"b"}\n{"a":"c"}\n')).toEqual([
      '<not_json>',
      '{"a":"b"}',
      '{"a":"c"}',
    ]);
  });
});
