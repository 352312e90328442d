import type { FunctionThread } from './function-thread.ts';
import type { Invocation, InvocationOutcome } from './invocation.ts';

export interface FunctionLaneOptions {
  /** Most invocations at once, but for `reserve`. */
  readonly threadCount: number;
  /** Whether a function of which nothing runs starts even so: then none waits for another's work to end. */
  readonly reserve: 'nothing' | 'one-for-each-function';
  readonly startThread: (memoryMb: number) => FunctionThread;
  /** A thread that has nothing to do for so long gives its memory back. */
  readonly idleMs: number;
  /** Of this memory size one thread stays. */
  readonly usualMemoryMb: number;
}

/**
 * A pool of threads that functions of the same nature share. Each function runs in a thread of its own memory size, so
 * that what it may use is what it has in the cloud. Threads start when there is work for them; one stays.
 */
export class FunctionLane {
  readonly #options: FunctionLaneOptions;
  readonly #threads = new Set<FunctionThread>();
  readonly #idleSince = new Map<FunctionThread, NodeJS.Timeout>();
  readonly #waiting: Waiting[] = [];
  readonly #running = new Set<Invocation>();
  #isStopped = false;

  constructor(options: FunctionLaneOptions) {
    this.#options = options;
  }

  get threadCount(): number {
    return this.#options.threadCount;
  }

  get usualMemoryMb(): number {
    return this.#options.usualMemoryMb;
  }

  /** Runs an invocation as soon as there is a thread for it; those that wait for one, in order of arrival. */
  async run(invocation: Invocation): Promise<InvocationOutcome> {
    if (!(await this.#enter(invocation))) return stopped;
    const thread = this.#takeIdle(invocation) ?? this.#start(invocation);
    try {
      return await thread.run(invocation);
    } finally {
      this.#release(thread);
      this.#leave(invocation);
    }
  }

  /** Ends the threads, with what they are doing, and everything that waits for one. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { resume } of this.#waiting.splice(0)) resume(false);
    for (const timer of this.#idleSince.values()) clearTimeout(timer);
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  async #enter(invocation: Invocation): Promise<boolean> {
    if (this.#isStopped) return false;
    if (!this.#mayStart(invocation))
      return await new Promise((resume) => this.#waiting.push({ invocation, resume }));
    this.#running.add(invocation);
    return true;
  }

  #mayStart({ functionName, start }: Invocation): boolean {
    const { threadCount, reserve } = this.#options;
    if (this.#running.size < threadCount || start === 'at-once') return true;
    return reserve !== 'nothing' && ![...this.#running].some((each) => each.functionName === functionName);
  }

  /** Whoever waits takes the place over: nobody who comes later can be faster. */
  #leave(invocation: Invocation): void {
    this.#running.delete(invocation);
    for (let next = this.#takeWaiting(); next !== undefined; next = this.#takeWaiting()) {
      this.#running.add(next.invocation);
      next.resume(true);
    }
  }

  #takeWaiting(): Waiting | undefined {
    const index = this.#waiting.findIndex(({ invocation }) => this.#mayStart(invocation));
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  #release(thread: FunctionThread): void {
    if (!thread.isAlive) this.#threads.delete(thread);
    else if (!this.#isStopped)
      this.#idleSince.set(thread, setTimeout(() => this.#retire(thread), this.#options.idleMs).unref());
  }

  /** A thread that has the function's module is as good as warm. */
  #takeIdle({ file, memoryMb }: Invocation): FunctionThread | undefined {
    const alive = [...this.#idleSince.keys()].filter((thread) => thread.isAlive || this.#forget(thread));
    const fitting = alive.filter((thread) => thread.memoryMb === memoryMb);
    const thread = fitting.find((each) => each.hasLoaded(file)) ?? fitting[0];
    if (thread !== undefined) {
      clearTimeout(this.#idleSince.get(thread));
      this.#idleSince.delete(thread);
    }
    return thread;
  }

  #start({ memoryMb }: Invocation): FunctionThread {
    const thread = this.#options.startThread(memoryMb);
    this.#threads.add(thread);
    return thread;
  }

  #retire(thread: FunctionThread): void {
    const { usualMemoryMb } = this.#options;
    const isUsual = (each: FunctionThread): boolean => each.memoryMb === usualMemoryMb;
    if (isUsual(thread) && [...this.#threads].filter(isUsual).length === 1) return;
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

interface Waiting {
  readonly invocation: Invocation;
  /** False when the lane has stopped. */
  readonly resume: (isRunning: boolean) => void;
}

const stopped: InvocationOutcome = {
  status: 'failed',
  errorType: 'Runtime.Stopped',
  errorMessage: 'The local cloud stopped',
};
