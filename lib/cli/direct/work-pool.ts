import { Worker } from 'node:worker_threads';
import type { RunEvent, WorkMessage } from '../../model/run.ts';

/** Threads that do work messages, one at a time each, in the order of submission. */
export interface WorkPool {
  submit(message: WorkMessage): Promise<RunEvent>;
  close(): Promise<void>;
}

interface Waiting {
  readonly message: WorkMessage;
  readonly resolve: (event: RunEvent) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts `threadCount` threads over a directory of objects, and another for each that fails. */
export const startWorkPool = (root: string, threadCount: number): WorkPool => {
  const waiting: Waiting[] = [];
  const idle: Worker[] = [];
  const threads = new Set<Worker>();
  const busy = new Map<Worker, Waiting>();

  const start = (): Worker => {
    const thread = new Worker(new URL('./work-thread-main.ts', import.meta.url), {
      workerData: { root },
      resourceLimits: { maxYoungGenerationSizeMb: 32 },
    });
    threads.add(thread);
    thread.on('message', (event: RunEvent) => {
      busy.get(thread)?.resolve(event);
      busy.delete(thread);
      idle.push(thread);
      next();
    });
    thread.on('error', (error) => {
      busy.get(thread)?.reject(error);
      busy.delete(thread);
      threads.delete(thread);
      if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1);
      next();
    });
    return thread;
  };

  const next = (): void => {
    while (waiting.length > 0) {
      const thread = idle.pop() ?? (threads.size < threadCount ? start() : undefined);
      if (thread === undefined) return;
      const job = waiting.shift();
      if (job === undefined) return;
      busy.set(thread, job);
      thread.postMessage(job.message);
    }
  };

  // At once, not with the first message: loading takes longer than planning does.
  idle.push(...Array.from({ length: threadCount }, start));

  return {
    submit: (message) =>
      new Promise((resolve, reject) => {
        waiting.push({ message, resolve, reject });
        next();
      }),
    close: async () => {
      await Promise.all([...threads].map((thread) => thread.terminate()));
    },
  };
};
