import * as z from 'zod';
import { isSluiceError } from '../../../errors/sluice-error.ts';
import { objectKeys } from '../../../model/object-keys.ts';
import type { ObjectStore } from '../../../ports/object-store.ts';

/** Where answers and batches are kept. */
export type BatchStore = Pick<ObjectStore, 'read' | 'write' | 'writeNew'>;

const tryForm = z.object({
  /** When somebody took it upon themselves to begin the batch; milliseconds since the epoch. */
  claimedAt: z.number(),
  /** The service's name of the batch, once it is known. */
  id: z.string().exactOptional(),
  /** How it ended, once its answers are kept. */
  end: z.string().exactOptional(),
  /** Somebody here has called it off. */
  isCalledOff: z.boolean().exactOptional(),
});

/** A try to have questions answered by a batch. */
export type BatchTry = z.output<typeof tryForm>;

/** The tries for the same questions, in order; each is begun by one worker alone. */
export const batchTries = (objects: BatchStore) => {
  const find = async (hash: string, number: number): Promise<BatchTry | undefined> => {
    const text = await readText(objects, objectKeys.modelBatch(hash, number));
    if (text === undefined) return undefined;
    try {
      return tryForm.parse(JSON.parse(text));
    } catch {
      // Whoever finds nothing else looks for its batch at the service.
      return { claimedAt: 0 };
    }
  };
  return {
    find,
    findLast: async (
      hash: string,
    ): Promise<{ readonly number: number; readonly found: BatchTry } | undefined> => {
      let last: { readonly number: number; readonly found: BatchTry } | undefined;
      for (let number = 0; ; number++) {
        const found = await find(hash, number);
        if (found === undefined) return last;
        last = { number, found };
      }
    },
    /** False when another was faster. */
    claim: (hash: string, number: number, claimedAt: number): Promise<boolean> =>
      objects.writeNew(objectKeys.modelBatch(hash, number), bytesOf({ claimedAt })),
    note: async (hash: string, number: number, changed: BatchTry): Promise<void> => {
      await objects.write(objectKeys.modelBatch(hash, number), bytesOf(changed));
    },
  };
};

const bytesOf = (value: BatchTry): Uint8Array => Buffer.from(JSON.stringify(value));

const readText = async (objects: BatchStore, key: string): Promise<string | undefined> => {
  try {
    return Buffer.concat(await Array.fromAsync(objects.read(key))).toString('utf8');
  } catch (error) {
    if (isSluiceError(error) && error.code === 'ModelArts.72020136') return undefined;
    throw error;
  }
};
