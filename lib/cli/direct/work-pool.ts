import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RunEvent, WorkMessage } from '../../model/run.ts';
import { atExit } from '../at-exit.ts';

/** Processes that do work messages, one at a time each, in the order of submission. */
export interface WorkPool {
  submit(message: WorkMessage): Promise<RunEvent>;
  close(): Promise<void>;
}

interface Waiting {
  readonly message: WorkMessage;
  readonly resolve: (event: RunEvent) => void;
  readonly reject: (error: unknown) => void;
}

const entryPoint = fileURLToPath(new URL('./work-process-main.ts', import.meta.url));
/** Megabytes: larger than the default, since what a batch needs is garbage when the next one comes. */
const semiSpaceSize = 16;

/**
 * Starts `processCount` processes over a directory of objects, and another for each that fails. What models answer is kept
 * in the folder `answers`, where there is one. They are processes because threads, which share one memory allocator and
 * the helpers of the garbage collection, get in each other's way.
 */
export const startWorkPool = (
  root: string,
  processCount: number,
  { answers }: { readonly answers?: string } = {},
): WorkPool => {
  const waiting: Waiting[] = [];
  const idle: ChildProcess[] = [];
  const workers = new Set<ChildProcess>();
  const busy = new Map<ChildProcess, Waiting>();

  const forget = atExit(() => {
    for (const worker of workers) worker.kill('SIGKILL');
  });

  const start = (): ChildProcess => {
    const worker = fork(entryPoint, answers === undefined ? [root] : [root, answers], {
      execArgv: [...process.execArgv, `--max-semi-space-size=${semiSpaceSize}`],
    });
    workers.add(worker);
    worker.on('message', (event) => {
      busy.get(worker)?.resolve(event as RunEvent); // what `work-process.ts` sends
      busy.delete(worker);
      idle.push(worker);
      next();
    });
    const fail = (error: Error): void => {
      busy.get(worker)?.reject(error);
      busy.delete(worker);
      workers.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      next();
    };
    worker.on('error', fail);
    worker.on('exit', (code, signal) => fail(new Error(`a worker ended with ${signal ?? code}`)));
    return worker;
  };

  const next = (): void => {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (workers.size < processCount ? start() : undefined);
      if (worker === undefined) return;
      const job = waiting.shift();
      if (job === undefined) return;
      busy.set(worker, job);
      worker.send(job.message);
    }
  };

  // At once, not with the first message: loading takes longer than planning does.
  idle.push(...Array.from({ length: processCount }, start));

  return {
    submit: (message) =>
      new Promise((resolve, reject) => {
        waiting.push({ message, resolve, reject });
        next();
      }),
    close: async () => {
      await Promise.all([...workers].map(ended));
      forget();
    },
  };
};

const ended = (worker: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    worker.removeAllListeners('exit').once('exit', () => resolve());
    worker.kill('SIGKILL');
  });
