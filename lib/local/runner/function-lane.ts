import type { FunctionThread } from './function-thread.ts';
import type { Invocation, InvocationOutcome } from './invocation.ts';

export interface FunctionLaneOptions {
  /** Most threads, and so most invocations at once. */
  readonly threadCount: number;
  readonly startThread: () => FunctionThread;
  /** A thread that has nothing to do for so long gives its memory back. */
  readonly idleMs: number;
}

/** A pool of threads that functions of the same nature share. Threads start when there is work for them; one stays. */
export class FunctionLane {
  readonly #options: FunctionLaneOptions;
  readonly #threads = new Set<FunctionThread>();
  readonly #idleSince = new Map<FunctionThread, NodeJS.Timeout>();
  readonly #waiting: ((thread: FunctionThread | undefined) => void)[] = [];
  #isStopped = false;

  constructor(options: FunctionLaneOptions) {
    this.#options = options;
  }

  get threadCount(): number {
    return this.#options.threadCount;
  }

  /** Runs an invocation as soon as a thread is free; in order of arrival. */
  async run(invocation: Invocation): Promise<InvocationOutcome> {
    const thread = await this.#acquire(invocation);
    if (thread === undefined) return stopped;
    try {
      return await thread.run(invocation);
    } finally {
      this.#release(thread);
    }
  }

  /** Ends the threads, with what they are doing, and everything that waits for one. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const resume of this.#waiting.splice(0)) resume(undefined);
    for (const timer of this.#idleSince.values()) clearTimeout(timer);
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  async #acquire(invocation: Invocation): Promise<FunctionThread | undefined> {
    if (this.#isStopped) return undefined;
    const idle = this.#takeIdle(invocation);
    if (idle !== undefined) return idle;
    if (this.#threads.size < this.#options.threadCount) return this.#start();
    return await new Promise((resume) => this.#waiting.push(resume));
  }

  #release(thread: FunctionThread): void {
    if (!thread.isAlive) this.#threads.delete(thread);
    if (this.#isStopped) return;
    const resume = this.#waiting.shift();
    if (resume !== undefined) resume(thread.isAlive ? thread : this.#start());
    else if (thread.isAlive)
      this.#idleSince.set(thread, setTimeout(() => this.#retire(thread), this.#options.idleMs).unref());
  }

  /** A thread that has the function's module is as good as warm. */
  #takeIdle({ file }: Invocation): FunctionThread | undefined {
    const alive = [...this.#idleSince.keys()].filter((thread) => thread.isAlive || this.#forget(thread));
    const thread = alive.find((each) => each.hasLoaded(file)) ?? alive[0];
    if (thread !== undefined) {
      clearTimeout(this.#idleSince.get(thread));
      this.#idleSince.delete(thread);
    }
    return thread;
  }

  #start(): FunctionThread {
    const thread = this.#options.startThread();
    this.#threads.add(thread);
    return thread;
  }

  #retire(thread: FunctionThread): void {
    if (this.#threads.size === 1) return;
    this.#forget(thread);
    void thread.stop();
  }

  #forget(thread: FunctionThread): false {
    this.#threads.delete(thread);
    clearTimeout(this.#idleSince.get(thread));
    this.#idleSince.delete(thread);
    return false;
  }
}

const stopped: InvocationOutcome = {
  status: 'failed',
  errorType: 'Runtime.Stopped',
  errorMessage: 'The local cloud stopped',
};
