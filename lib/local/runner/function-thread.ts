import { Worker } from 'node:worker_threads';
import type { Invocation, InvocationOutcome, ThreadMessage } from './invocation.ts';

export interface FunctionThreadOptions {
  /**
   * Largest heap of the thread; a function that outgrows it fails and the thread ends. Only a single allocation of
   * more than 16 MiB at the limit ends the whole process: Node leaves a dying thread no more room than that.
   */
  readonly memoryMb: number;
  readonly onOutput: (invocation: Invocation, level: 'INFO' | 'ERROR', text: string) => void;
}

/** As large as the default in effect, but stated: at the unstated default, threads out of memory end the process. */
const youngGenerationMb = 32;

/** Time in which a module must load. */
const loadTimeoutMs = 60_000;

/**
 * A worker thread that runs one invocation at a time, of whatever function. It ends with an invocation that times
 * out, exits, crashes or runs out of memory; nothing else is harmed.
 */
export class FunctionThread {
  readonly memoryMb: number;
  readonly #worker: Worker;
  readonly #loadedFiles = new Set<string>();
  readonly #onOutput: FunctionThreadOptions['onOutput'];
  #current:
    | { readonly invocation: Invocation; readonly settle: (outcome: InvocationOutcome) => void }
    | undefined;
  #timer: NodeJS.Timeout | undefined;
  #causeOfDeath: InvocationOutcome = failed('Runtime.ExitError', 'The function ended its process');
  #isAlive = true;

  constructor({ memoryMb, onOutput }: FunctionThreadOptions) {
    this.memoryMb = memoryMb;
    this.#onOutput = onOutput;
    this.#worker = new Worker(new URL('./function-thread-main.ts', import.meta.url), {
      // Nothing of the machine's own environment, credentials least of all, reaches a function.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngGenerationMb },
    });
    this.#worker.on('message', (message: ThreadMessage) => this.#hear(message));
    this.#worker.on('error', (error: unknown) => {
      this.#causeOfDeath = causeOf(error);
    });
    this.#worker.on('exit', () => {
      this.#isAlive = false;
      this.#settle(this.#causeOfDeath);
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  hasLoaded(file: string): boolean {
    return this.#loadedFiles.has(file);
  }

  /** Must not be called before the former invocation has ended. */
  run(invocation: Invocation): Promise<InvocationOutcome> {
    this.#loadedFiles.add(invocation.file);
    return new Promise((settle) => {
      this.#current = { invocation, settle };
      this.#endAfter(loadTimeoutMs);
      this.#worker.postMessage(invocation);
    });
  }

  async stop(): Promise<void> {
    this.#causeOfDeath = failed('Runtime.Stopped', 'The local cloud stopped');
    await this.#worker.terminate();
  }

  #hear(message: ThreadMessage): void {
    const invocation = this.#current?.invocation;
    if (invocation === undefined) return;
    switch (message.kind) {
      case 'started':
        this.#endAfter(invocation.timeoutMs);
        break;
      case 'log':
        this.#onOutput(invocation, message.level, message.text);
        break;
      case 'ended':
        this.#settle(message.outcome);
        break;
      default:
        message satisfies never;
    }
  }

  #endAfter(timeoutMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#causeOfDeath = failed('Sandbox.Timedout', `Task timed out after ${timeoutMs / 1000} seconds`);
      // The invocation is settled when the thread is gone: it must not go on beside its own retry.
      void this.#worker.terminate();
    }, timeoutMs);
  }

  #settle(outcome: InvocationOutcome): void {
    clearTimeout(this.#timer);
    const current = this.#current;
    this.#current = undefined;
    current?.settle(outcome);
  }
}

/** A thread may throw anything. */
const causeOf = (error: unknown): InvocationOutcome => {
  if (!(error instanceof Error)) return failed(typeof error, String(error));
  const isOutOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isOutOfMemory) return failed('Runtime.OutOfMemory', error.message);
  return { status: 'failed', errorType: error.name, errorMessage: error.message, stack: error.stack };
};

const failed = (errorType: string, errorMessage: string): InvocationOutcome => ({
  status: 'failed',
  errorType,
  errorMessage,
});
