import type { Recipe } from '../../lib/model/recipe.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

/** An upload and what is to be made of it: small, but of many shards. */
export interface UploadContent {
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
  readonly mode: 'strict' | 'quarantine';
  /** Strict, and with a record that it must refuse. */
  readonly isRefused: boolean;
  readonly recipe: Recipe;
}

/** How many uploads there are to choose from; an undisturbed run is made of each that is used. */
export const contentCount = 24;

/** Bytes of a shard: about three records. */
export const shardBytes = 220;

/** Few enough for several partitions of so few keys. */
export const keyPartitionBytes = 1000;

export const uploadContent = (index: number): UploadContent => {
  const random = seededRandom(1_000 + index);
  const mode = random.chance(0.7) ? 'quarantine' : 'strict';
  const badShare = random.chance(0.5) ? 0.15 : 0;
  const files = Array.from({ length: random.between(1, 3) }, (_, file) => fileOf(random, file, badShare));
  return {
    files: files.map(({ name, text }) => ({ name, bytes: Buffer.from(text) })),
    mode,
    isRefused: mode === 'strict' && files.some(({ badCount }) => badCount > 0),
    recipe: recipes[index % recipes.length] as Recipe, // below the length
  };
};

const fileOf = (random: SeededRandom, index: number, badShare: number) => {
  const lines: string[] = [];
  let badCount = 0;
  for (let line = random.between(4, 12); line > 0; line--) {
    const isBad = random.chance(badShare);
    if (isBad) badCount++;
    if (isBad) lines.push(random.pick(badLines));
    // Some come again, so that there is something to find.
    else if (lines.length > 0 && random.chance(0.2)) lines.push(random.pick(lines));
    else lines.push(JSON.stringify(recordOf(random)));
  }
  // A first record that is good keeps every file from being refused as a whole.
  lines.unshift(JSON.stringify(recordOf(random)));
  const lineEnd = random.chance(0.25) ? '\r\n' : '\n';
  const text = `${lines.join(lineEnd)}${random.chance(0.7) ? lineEnd : ''}`;
  return { name: `file-${index}.jsonl`, text, badCount };
};

const badLines = ['{"text":', '{"txt":"no such field"}', '{"text":7}', 'plain words'];

const words = [
  'shards',
  'and',
  'events',
  'come',
  'late',
  '数据',
  'or  twice',
  'never',
  '😀',
  'in order',
  'DRAFT',
];

const recordOf = (random: SeededRandom): { readonly text: string } => ({
  text: Array.from({ length: random.between(1, 14) }, () => random.pick(words)).join(' '),
});

/** Changes some records, drops some, leaves some. */
const recipes: readonly Recipe[] = [
  {
    operators: [
      { id: 'start-node', params: {} },
      { id: 'text-length-filtering', params: { min: 12, max: 60 } },
      { id: 'end-node', params: {} },
    ],
  },
  {
    operators: [
      { id: 'start-node', params: {} },
      { id: 'custom-keyword-filtering', params: { keywords: ['DRAFT'] } },
      { id: 'symbol-standardization', params: {} },
      { id: 'text-length-filtering', params: { min: 4, max: 1000 } },
      { id: 'end-node', params: {} },
    ],
  },
  {
    operators: [
      { id: 'start-node', params: {} },
      { id: 'text-deduplication', params: { method: 'exact' } },
      { id: 'text-length-filtering', params: { min: 6, max: 1000 } },
      { id: 'end-node', params: {} },
    ],
  },
  {
    operators: [
      { id: 'start-node', params: {} },
      { id: 'custom-keyword-filtering', params: { keywords: ['DRAFT'] } },
      {
        id: 'text-deduplication',
        params: { threshold: 0.4, permutations: 64, bands: 4, rows: 2, keep: 'best' },
      },
      { id: 'symbol-standardization', params: {} },
      { id: 'text-deduplication', params: { method: 'exact' } },
      { id: 'end-node', params: {} },
    ],
  },
];
