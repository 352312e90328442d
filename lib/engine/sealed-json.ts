import { createHash } from 'node:crypto';
import { isSluiceError } from '../errors/sluice-error.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { readText } from './json-object.ts';

/**
 * A JSON object with the checksum of its own text as its last member: what workers leave for each other, so that one
 * that was cut short or altered is told from one that was not.
 */
export const sealed = (value: object): Buffer => seal(value).bytes;

/** Writes what `sealed` gives, and gives its checksum. */
export const writeSealed = async (objects: ObjectStore, key: string, value: object): Promise<string> => {
  const { bytes, sha256 } = seal(value);
  await objects.write(key, bytes);
  return sha256;
};

const seal = (value: object): { readonly bytes: Buffer; readonly sha256: string } => {
  const open = JSON.stringify(value).slice(0, -1);
  const sha256 = checksumOf(open);
  return { bytes: Buffer.from(`${open}${open === '{' ? '' : ','}"sha256":"${sha256}"}\n`), sha256 };
};

/** Reads what `sealed` wrote; undefined when it is not there or not as it was written. */
export const readSealed = async <T extends object>(
  objects: ObjectStore,
  key: string,
): Promise<T | undefined> => {
  const text = await readText(objects, key).catch((error: unknown) => {
    if (isSluiceError(error) && error.code === 'ModelArts.72020136') return '';
    throw error;
  });
  const seal = SEAL.exec(text);
  if (seal === null || checksumOf(text.slice(0, seal.index)) !== seal[1]) return undefined;
  return JSON.parse(text) as T; // its checksum is right, so `sealed` wrote it from a value of this type
};

const SEAL = /,?"sha256":"([0-9a-f]{64})"\}\n$/;

const checksumOf = (text: string): string => createHash('sha256').update(text).digest('hex');
