/** A set of shards as base64: bit i of byte i >> 3 stands for shard i. 100,000 shards take 17 KB. */
export const emptyBits = (shardCount: number): string =>
  Buffer.alloc(Math.ceil(shardCount / 8)).toString('base64');

export const hasBit = (bits: string, shard: number): boolean =>
  ((Buffer.from(bits, 'base64')[shard >> 3] ?? 0) & maskOf(shard)) !== 0;

/** The set with one more shard in it. */
export const withBit = (bits: string, shard: number): string => {
  const bytes = Buffer.from(bits, 'base64');
  bytes[shard >> 3] = (bytes[shard >> 3] ?? 0) | maskOf(shard);
  return bytes.toString('base64');
};

/** The set without some shards. */
export const withoutBits = (bits: string, shards: readonly number[]): string => {
  const bytes = Buffer.from(bits, 'base64');
  for (const shard of shards) bytes[shard >> 3] = (bytes[shard >> 3] ?? 0) & ~maskOf(shard);
  return bytes.toString('base64');
};

/** The shards of [from, to) that are not in the set, ascending. */
export const missingShards = (bits: string, from: number, to: number): readonly number[] => {
  const bytes = Buffer.from(bits, 'base64');
  const missing: number[] = [];
  for (let shard = from; shard < to; shard++) {
    if (((bytes[shard >> 3] ?? 0) & maskOf(shard)) === 0) missing.push(shard);
  }
  return missing;
};

const maskOf = (shard: number): number => 1 << (shard & 7);
