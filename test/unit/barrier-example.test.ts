import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Barrier } from '../../lib/operators/barrier.ts';
import { resolveGroups } from '../../lib/operators/resolve-groups.ts';

const page = readFileSync(new URL('../../docs/barriers.md', import.meta.url), 'utf8');
const [, code = ''] = /```ts\n(const keepLongest[\s\S]*?)```/.exec(page) ?? [];

describe('the worked example of docs/barriers.md', () => {
  it('keeps the longest of the records that begin with the same word', async () => {
    const { stripTypeScriptTypes } = await import('node:module');
    const script = `${stripTypeScriptTypes(code)}\nreturn keepLongest;`;
    const barrier = new Function('hash64', script)(hash64) as Barrier<{ readonly texts: readonly string[] }>; // as the page has it
    const texts = ['red fox', 'blue', 'red and white fox', '', 'blue whale', 'green', 'red'];
    const keys = texts.map((text) => barrier.keyOf({ texts: [text] }));
    const { drops, clusters } = resolveGroups(barrier, keys);
    expect([...drops].map(([index, { reason }]) => [texts[index], reason])).toEqual([
      ['red fox', 'shorter'],
      ['red', 'shorter'],
      ['blue', 'shorter'],
    ]);
    expect(clusters.map(({ kept }) => kept.map((index) => texts[index]))).toEqual([
      ['red and white fox'],
      ['blue whale'],
    ]);
  });
});

const hash64 = (text: string): readonly [number, number] => {
  let [high, low] = [0, 0];
  for (const character of text) {
    low = Math.imul(low ^ (character.codePointAt(0) ?? 0), 0x9e_37_79_b1) >>> 0;
    high = Math.imul(high ^ low, 0x85_eb_ca_6b) >>> 0;
  }
  return [high, low];
};
