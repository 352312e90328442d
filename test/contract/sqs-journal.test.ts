import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../lib/local/sqs/open-journal.ts';

interface Entry {
  readonly key: string;
  readonly value: string | undefined;
}

describe('the journal of the queues', () => {
  let directory = '';
  let path = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-journal-'));
    path = join(directory, 'journal.jsonl');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** A map that is kept in the journal. */
  const open = (options: { readonly sync?: boolean; readonly growthBytes?: number } = {}) => {
    const values = new Map<string, string>();
    const apply = ({ key, value }: Entry): void => {
      if (value === undefined) values.delete(key);
      else values.set(key, value);
    };
    const snapshot = () => [...values].map(([key, value]) => ({ key, value }));
    const journal = openJournal<Entry>({ path, sync: false, ...options, apply, snapshot });
    const set = (key: string, value: string | undefined): Promise<void> => {
      journal.append({ key, value });
      apply({ key, value });
      return journal.settled();
    };
    return { values, journal, set };
  };

  it('gives back what was stored', async () => {
    const { set } = open();
    await set('a', '1');
    await set('b', '2\n3');
    expect([...open().values]).toEqual([
      ['a', '1'],
      ['b', '2\n3'],
    ]);
  });

  it('drops a torn last line and writes on after the line before it', async () => {
    await open().set('a', '1');
    appendFileSync(path, '{"key":"b","val');
    const { values, set } = open();
    expect([...values.keys()]).toEqual(['a']);
    await set('c', '3');
    expect([...open().values.keys()]).toEqual(['a', 'c']);
  });

  it('does not start over a line that the disk has damaged, and says which', async () => {
    writeFileSync(path, '{"key":"a","value":"1"}\n{"key":\n{"key":"c","value":"3"}\n');
    expect(() => open()).toThrow(`${path}:2`);
  });

  it('reads lines that are longer than it reads at a time', async () => {
    const long = 'ü'.repeat(5 * 1024 * 1024);
    const { set } = open();
    await set('long', long);
    await set('short', 's');
    const { values } = open();
    expect([values.get('long') === long, values.get('short')]).toEqual([true, 's']);
  });

  it.each([{ sync: true }, { sync: false }])(
    'answers those who come while others are written (%j)',
    async (options) => {
      const { set, journal } = open(options);
      const checks: Promise<void>[] = [];
      for (let round = 0; round < 300; round++) {
        const key = `key ${round}.`;
        // At every turn of the event loop: also while the disk is busy with those before.
        checks.push(set(key, 'x').then(() => expect(readFileSync(path, 'utf8')).toContain(key)));
        await turn();
      }
      await Promise.all(checks);
      await journal.close();
      expect(open().values.size).toBe(300);
    },
  );

  it('writes what comes together with one call', async () => {
    const { set, journal } = open();
    const writes = Array.from({ length: 1000 }, (_, index) => set(`${index}`, 'x'));
    expect(new Set(writes).size).toBe(1);
    await journal.close();
    expect(open().values.size).toBe(1000);
  });

  it('is compacted at start when most of it is history', async () => {
    const { set, journal } = open();
    for (let round = 0; round < 100; round++) await set('a', `${round}`);
    await journal.close();
    expect([...open().values]).toEqual([['a', '99']]);
    expect(readFileSync(path, 'utf8')).toBe('{"key":"a","value":"99"}\n');
  });

  it('is compacted while it is used, and loses nothing by it', async () => {
    const { set, journal } = open({ growthBytes: 2000 });
    for (let round = 0; round < 500; round++) {
      void set(`kept ${round % 10}`, `${round}`);
      await set('gone', undefined);
      expect(statSync(path).size).toBeLessThan(8000);
    }
    await journal.close();
    expect(open().values.get('kept 9')).toBe('499');
    expect(open().values.size).toBe(10);
  });
});
