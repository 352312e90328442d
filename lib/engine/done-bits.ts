/** A set of shards as base64: bit i of byte i >> 3 stands for shard i. 100,000 shards take 17 KB. */
export const emptyBits = (shardCount: number): string =>
  Buffer.alloc(Math.ceil(shardCount / 8)).toString('base64');

export const hasBit = (bits: string, shard: number): boolean => {
  const { bytes, index } = triple(bits, shard);
  return ((bytes[index] ?? 0) & maskOf(shard)) !== 0;
};

/** The set with one more shard in it. */
export const withBit = (bits: string, shard: number): string => {
  const { bytes, index, at } = triple(bits, shard);
  bytes[index] = (bytes[index] ?? 0) | maskOf(shard);
  return bits.slice(0, at) + bytes.toString('base64') + bits.slice(at + 4);
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

/** Four characters are three bytes, whatever stands around them: no need to decode all of a large stage for one bit. */
const triple = (bits: string, shard: number) => {
  const byte = shard >> 3;
  const at = Math.floor(byte / 3) * 4;
  return { bytes: Buffer.from(bits.slice(at, at + 4), 'base64'), index: byte % 3, at };
};

const maskOf = (shard: number): number => 1 << (shard & 7);
