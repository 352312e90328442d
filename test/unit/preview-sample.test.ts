import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointBefore, linesOfWindows, readWindow } from '../../lib/engine/read-window.ts';
import { sampleWindows } from '../../lib/engine/sample-windows.ts';

const readOf = (bytes: Buffer, noted: { count: number } = { count: 0 }) =>
  async function* ({ start, end }: { readonly start: number; readonly end: number }) {
    noted.count += Math.max(0, Math.min(end, bytes.length) - start);
    // In small pieces, as from a network.
    for (let at = start; at < Math.min(end, bytes.length); at += 1000) {
      yield bytes.subarray(at, Math.min(at + 1000, end));
    }
  };

const fileOf = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

const partOf = (lines: readonly string[]) => ({ sizeBytes: fileOf(lines).length, recordCount: lines.length });

/** Lines that tell their own number, of very different lengths. */
const numberedLines = fc
  .array(fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 3000 })), { minLength: 1, maxLength: 60 })
  .map((lengths) => lengths.map((length, index) => `${index + 1}:${'é'.repeat(length)}`));

describe('a sample', () => {
  it('takes lines of the file only, each at most once, in order, no more than asked for, with their numbers', async () => {
    await fc.assert(
      fc.asyncProperty(numberedLines, fc.integer({ min: 1, max: 80 }), async (lines, count) => {
        const bytes = fileOf(lines);
        const [windows = []] = sampleWindows([partOf(lines)], count);
        const numbered = windows.map((window) => ({ ...window, after: checkpointBefore([], window) }));
        const taken: number[] = [];
        for await (const batch of linesOfWindows(numbered, bytes.length, readOf(bytes))) {
          for (const { text, line } of batch) {
            expect(text).toBe(lines[line - 1]);
            taken.push(line);
          }
        }
        expect(taken).toEqual([...new Set(taken)].sort((one, other) => one - other));
        expect(taken.length).toBeLessThanOrEqual(Math.max(count, 1));
        if (count >= lines.length) expect(taken.length).toBe(lines.length);
        else expect(taken.length).toBeGreaterThan(0);
      }),
    );
  });

  it('numbers its lines by whatever checkpoint comes before them, be it at a line start or inside a line', async () => {
    await fc.assert(
      fc.asyncProperty(numberedLines, fc.double({ min: 0, max: 1, noNaN: true }), async (lines, share) => {
        const bytes = fileOf(lines);
        const offset = Math.floor(share * (bytes.length - 1));
        const endsBefore = bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length;
        const isLineStart = offset === 0 || bytes[offset - 1] === 0x0a;
        const after = { offset, line: endsBefore + (isLineStart ? 1 : 2) };
        const window = { start: offset, end: bytes.length, limit: 5, after };
        for await (const batch of linesOfWindows([window], bytes.length, readOf(bytes))) {
          for (const { text, line } of batch) expect(text).toBe(lines[line - 1]);
        }
      }),
    );
  });

  it('shares its records among parts by their bytes, and takes them from all over each', () => {
    const windows = sampleWindows(
      [
        { sizeBytes: 3_000_000, recordCount: 3000 },
        { sizeBytes: 0, recordCount: 0 },
        { sizeBytes: 1_000_000, recordCount: 1000 },
      ],
      100,
    );
    expect(windows.map((ofPart) => ofPart.reduce((total, { limit }) => total + limit, 0))).toEqual([
      75, 0, 25,
    ]);
    expect(windows.map(({ length }) => length)).toEqual([15, 0, 5]);
    expect(windows[0]?.at(-1)).toMatchObject({ start: 2_800_000, end: 3_000_000 });
  });

  it('reads little more than it takes, however large the file is', async () => {
    const bytes = fileOf(Array.from({ length: 20_000 }, (_, index) => `${index}:${'x'.repeat(200)}`));
    const [windows = []] = sampleWindows([{ sizeBytes: bytes.length, recordCount: 20_000 }], 20);
    const noted = { count: 0 };
    for (const window of windows) await readWindow(window, bytes.length, readOf(bytes, noted));
    expect(windows).toHaveLength(20);
    expect(noted.count).toBeLessThan(20 * 70_000);
  });

  it('takes the last line of a file that does not end with a line end', async () => {
    const bytes = Buffer.from('one\ntwo');
    const window = { start: 5, end: bytes.length, limit: 9 };
    expect(await readWindow(window, bytes.length, readOf(bytes))).toEqual([]);
    expect(await readWindow({ ...window, start: 4 }, bytes.length, readOf(bytes))).toEqual([
      { text: 'two', offset: 4 },
    ]);
  });
});
