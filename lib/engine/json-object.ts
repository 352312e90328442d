import type { ObjectStore } from '../ports/object-store.ts';

/** Reads a small object of JSON that Sluice itself wrote. */
export const readJson = async <T>(objects: ObjectStore, key: string): Promise<T> =>
  JSON.parse(await readText(objects, key)) as T; // written by writeJson from a value of this type

/** Reads a small object as UTF-8 text. */
export const readText = async (objects: ObjectStore, key: string): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of objects.read(key)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

export const writeJson = async (objects: ObjectStore, key: string, value: unknown): Promise<void> => {
  await objects.write(key, Buffer.from(`${JSON.stringify(value)}\n`));
};
