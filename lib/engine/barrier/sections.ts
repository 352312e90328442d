import { crc32 } from 'node:zlib';
import { isSluiceError } from '../../errors/sluice-error.ts';
import type { Sections } from '../../model/run-spec.ts';
import type { ObjectStore } from '../../ports/object-store.ts';

/** Thrown where the bytes of a section are not those that were written. */
export class DamagedSection extends Error {
  override readonly name = 'DamagedSection';
  /** Of the object. */
  readonly key: string;

  constructor(key: string) {
    super(`${key} is not as it was written`);
    this.key = key;
  }
}

/** Writes sections one after the other as one object; each is made when the one before it is written. */
export const writeSections = async (
  objects: ObjectStore,
  key: string,
  sections: Iterable<Iterable<Uint8Array> | AsyncIterable<Uint8Array>>,
): Promise<Sections & { readonly sizeBytes: number }> => {
  const ends: [number, number][] = [];
  async function* bytes(): AsyncGenerator<Uint8Array> {
    let end = 0;
    for (const section of sections) {
      let checksum = 0;
      for await (const chunk of section) {
        checksum = crc32(chunk, checksum);
        end += chunk.byteLength;
        yield chunk;
      }
      ends.push([end, checksum]);
    }
  }
  const { sizeBytes } = await objects.write(key, bytes());
  return { key, sections: ends, sizeBytes };
};

/** Bytes of a section. */
export const sectionSize = ({ sections }: Sections, index: number): number =>
  (sections[index]?.[0] ?? 0) - (sections[index - 1]?.[0] ?? 0);

/**
 * The bytes of the sections [from, to), as they come. Whoever reads them must not rely on those of a section before its end.
 * @throws DamagedSection after the last of a section, when they are not what was written
 */
export async function* readSections(
  objects: ObjectStore,
  { key, sections }: Sections,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncGenerator<Buffer> {
  const start = sections[from - 1]?.[0] ?? 0;
  const end = sections[to - 1]?.[0] ?? start;
  if (start === end) return;
  const check = createCheck({ key, sections }, from);
  try {
    for await (const chunk of objects.read(key, { start, end })) {
      yield* check.bytesOf(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    }
  } catch (error) {
    if (isSluiceError(error) && error.code === 'ModelArts.72020136') throw new DamagedSection(key);
    throw error;
  }
  if (check.end() !== end) throw new DamagedSection(key);
}

/** Cuts what is read of an object where its sections end, from one of them on, and checks each at its end. */
const createCheck = ({ key, sections }: Sections, from: number) => {
  let index = from;
  let at = sections[from - 1]?.[0] ?? 0;
  let checksum = 0;
  function* bytesOf(chunk: Buffer): Generator<Buffer> {
    for (let rest = chunk; rest.length > 0; ) {
      while (at === sections[index]?.[0]) index++;
      const [end, expected] = sections[index] ?? [at, undefined];
      const bytes = rest.subarray(0, end - at);
      rest = rest.subarray(bytes.length);
      checksum = crc32(bytes, checksum);
      at += bytes.length;
      yield bytes;
      if (at < end) continue;
      if (checksum !== expected) throw new DamagedSection(key);
      checksum = 0;
    }
  }
  return { bytesOf, end: (): number => at };
};

/** The bytes of one section, as `readSections` gives those of several. */
export const readSection = (objects: ObjectStore, of: Sections, index: number): AsyncGenerator<Buffer> =>
  readSections(objects, of, { from: index, to: index + 1 });

/**
 * Reads a section piece by piece with a function that may stumble over bytes that are not what was written.
 * @throws DamagedSection in place of what the function throws over those
 */
export const consumeSection = async (
  objects: ObjectStore,
  { of, index }: { readonly of: Sections; readonly index: number },
  consume: (bytes: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> => {
  try {
    await consume(readSection(objects, of, index));
  } catch (error) {
    if (!(error instanceof DamagedSection)) await readWholeSection(objects, of, index);
    throw error;
  }
};

/** The whole of a section, once it is known to be what was written. */
export const readWholeSection = async (
  objects: ObjectStore,
  of: Sections,
  index: number,
): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of readSection(objects, of, index)) chunks.push(chunk);
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
};

/** Chunks of whole rows out of chunks of bytes. */
export async function* wholeRows(chunks: AsyncIterable<Buffer>, rowBytes: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const wholeBytes = bytes.length - (bytes.length % rowBytes);
    rest = bytes.subarray(wholeBytes);
    if (wholeBytes > 0) yield bytes.subarray(0, wholeBytes);
  }
}
