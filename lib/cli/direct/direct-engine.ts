import { FileObjectStore } from '../../adapters/file-object-store.ts';
import { textModels } from '../../adapters/models/text-models.ts';
import { systemClock } from '../../adapters/system-clock.ts';
import { coordinate } from '../../engine/coordinate.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import type { Run, RunEvent, WorkMessage } from '../../model/run.ts';
import { MemoryDocumentStore } from '../../ports/memory/memory-document-store.ts';
import type { WorkQueue } from '../../ports/queues.ts';
import { startWorkPool } from './work-pool.ts';

const quietLog = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * The engine without servers: the same coordinator and workers, over files, with state in memory and
 * processes for workers.
 */
export const startDirectEngine = (
  root: string,
  processCount: number,
  options: { readonly answers?: string } = {},
) => {
  const documents = new MemoryDocumentStore();
  const pool = startWorkPool(root, processCount, options);
  const watchers = new Set<() => void>();
  let coordinating: Promise<unknown> = Promise.resolve();
  let failure: unknown;

  const apply = (event: RunEvent): void => {
    // One after the other: two commits of one run at a time would only make each other try again.
    coordinating = coordinating
      .then(() => coordinate(ports, [event]))
      .then(({ failed }) => {
        if (failed.length > 0)
          throw new SluiceError('ModelArts.72020000', { reason: 'an event could not be applied' });
      })
      .catch((error: unknown) => {
        failure = error;
      })
      .finally(() => {
        for (const notify of watchers) notify();
      });
  };
  const submit = (message: WorkMessage): void => {
    pool.submit(message).then(apply, (error: unknown) => {
      failure = error;
      for (const notify of watchers) notify();
    });
  };
  const later = new Set<NodeJS.Timeout>();
  const work: WorkQueue = {
    send: async (messages: readonly WorkMessage[], delaySeconds = 0) => {
      if (delaySeconds === 0) return messages.forEach(submit);
      const timer = setTimeout(() => {
        later.delete(timer);
        messages.forEach(submit);
      }, delaySeconds * 1000);
      later.add(timer);
    },
  };
  const ports = {
    objects: new FileObjectStore({ root }),
    documents,
    work,
    clock: systemClock,
    log: quietLog,
    models: textModels(),
  };

  /** Resolves with the run when it has ended; `onProgress` sees it after each commit. */
  const waitFor = (runId: string, onProgress: (run: Run) => void = () => {}): Promise<Run> =>
    new Promise((resolve, reject) => {
      const check = async (): Promise<void> => {
        if (failure !== undefined) return finish(() => reject(failure));
        const run = (await documents.find('run', 'default', runId))?.document;
        if (run === undefined) return;
        onProgress(run);
        if (run.status !== 'running' && run.status !== 'stopping') finish(() => resolve(run));
      };
      const notify = (): void => void check().catch(reject);
      const finish = (settle: () => void): void => {
        watchers.delete(notify);
        settle();
      };
      watchers.add(notify);
      notify();
    });

  const close = async (): Promise<void> => {
    for (const timer of later) clearTimeout(timer);
    await pool.close();
  };
  return { ports, pool, waitFor, close };
};
export type DirectEngine = ReturnType<typeof startDirectEngine>;
