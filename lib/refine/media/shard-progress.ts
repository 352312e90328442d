import { readSealed, writeSealed } from '../../engine/sealed-json.ts';
import { type ErrorDetails, isSluiceError, SluiceError } from '../../errors/sluice-error.ts';
import { Postponed } from '../../model/postponed.ts';
import type { ObjectStore } from '../../ports/object-store.ts';

/** What the jobs of a shard have found out so far, so that one can go on where another has ended. */
export interface ShardProgress {
  /**
   * What was found out under a name, plain JSON; what `find` finds out when it was not. A file that can't be used is found
   * out as well, so that none is waited for twice.
   */
  recall<T>(name: string, find: () => Promise<T>): Promise<T>;
  /**
   * To be called between files.
   * @throws Postponed when this job has taken its time, and another is to go on
   */
  goOn(): Promise<void>;
  /** Forgets everything, for the shard is done. */
  clear(): Promise<void>;
}

const fileFault = 'ModelArts.72091001';

type Finding = { readonly value: unknown } | { readonly failure: ErrorDetails<typeof fileFault> };

const keptEverySeconds = 60;

/** `jobSeconds`: how long one job takes up files. */
export const openProgress = async (
  objects: ObjectStore,
  { key, jobSeconds }: { readonly key: string; readonly jobSeconds: number },
): Promise<ShardProgress> => {
  const kept = await readSealed<{ readonly findings: Readonly<Record<string, Finding>> }>(objects, key);
  const findings = new Map(Object.entries(kept?.findings ?? {}));
  const startedAt = performance.now();
  let isKept = kept !== undefined;
  let newCount = 0;
  let keptAt = startedAt;
  let hasEnded = false;
  const secondsSince = (time: number): number => (performance.now() - time) / 1000;

  const find = async <T>(found: () => Promise<T>): Promise<Finding> => {
    try {
      return { value: await found() };
    } catch (error) {
      if (isSluiceError(error) && error.code === fileFault)
        return { failure: error.details as ErrorDetails<typeof fileFault> }; // its code says so
      throw error;
    }
  };
  const keep = async (): Promise<void> => {
    await writeSealed(objects, key, { findings: Object.fromEntries(findings) });
    isKept = true;
    keptAt = performance.now();
  };

  return {
    recall: async <T>(name: string, found: () => Promise<T>): Promise<T> => {
      const known = findings.get(name);
      const finding = known ?? (await find(found));
      if (known === undefined) {
        findings.set(name, finding);
        newCount++;
      }
      if ('failure' in finding) throw new SluiceError(fileFault, finding.failure);
      return finding.value as T; // found out under the same name
    },
    goOn: async () => {
      if (newCount === 0) return;
      // What a neighbour finds out after the end, with the files gone, is nothing to go by.
      if (hasEnded) throw new Postponed(0);
      hasEnded = secondsSince(startedAt) >= jobSeconds;
      if (hasEnded || secondsSince(keptAt) >= keptEverySeconds) await keep();
      if (hasEnded) throw new Postponed(0);
    },
    clear: async () => {
      if (isKept) await objects.delete([key]);
    },
  };
};
