import { randomUUID } from 'node:crypto';
import type { FunctionDefinition } from '../manifest/service-manifest.ts';
import { FunctionLane } from './function-lane.ts';
import { FunctionThread } from './function-thread.ts';
import type { Invocation, InvocationOutcome, InvocationStart } from './invocation.ts';
import { type LaneName, laneOf } from './lane-of.ts';
import type { LocalLog } from './local-log.ts';
import { readOutputLine } from './read-output-line.ts';

/** A function that can be called: its module is found and its environment resolved. */
export interface RunnableFunction {
  readonly definition: FunctionDefinition;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface FunctionRunnerOptions {
  readonly functions: readonly RunnableFunction[];
  readonly region: string;
  /** Threads for the functions that work on data. */
  readonly dataThreadCount: number;
  readonly log: LocalLog;
  readonly idleThreadMs?: number;
}

/** Calls functions in worker threads, a few threads shared by all functions. */
export class FunctionRunner {
  readonly #functionByName: ReadonlyMap<string, RunnableFunction>;
  readonly #laneByName: Readonly<Record<LaneName, FunctionLane>>;
  readonly #region: string;
  readonly #log: LocalLog;
  #underWayCount = 0;

  constructor({ functions, region, dataThreadCount, log, idleThreadMs = 30_000 }: FunctionRunnerOptions) {
    this.#functionByName = new Map(functions.map((each) => [each.definition.name, each]));
    this.#region = region;
    this.#log = log;
    const lane = (name: LaneName, threadCount: number): FunctionLane =>
      new FunctionLane({
        threadCount,
        // A small run's next stage must not wait until a large one's shards are done.
        reserve: name === 'data' ? 'one-for-each-function' : 'nothing',
        idleMs: idleThreadMs,
        usualMemoryMb: usualMemoryMb(functions.filter(({ definition }) => laneOf(definition) === name)),
        startThread: (memoryMb) => this.#startThread(memoryMb),
      });
    this.#laneByName = {
      data: lane('data', dataThreadCount),
      control: lane('control', 1),
      http: lane('http', 1),
    };
  }

  /** Invocations that run or wait for a thread. */
  get underWayCount(): number {
    return this.#underWayCount;
  }

  /** How many invocations of a function can run at once. */
  concurrencyOf(definition: FunctionDefinition): number {
    return this.#laneByName[laneOf(definition)].threadCount;
  }

  /**
   * Loads the functions that threads are kept for, so that the first event of each finds it warm. One that cannot load
   * says so when it is called.
   */
  async warmUp(): Promise<void> {
    const functionsByLane = Map.groupBy(this.#functionByName.values(), (each) => laneOf(each.definition));
    const warmed = [...functionsByLane].map(async ([name, functions]) => {
      const lane = this.#laneByName[name];
      const usual = functions.filter(({ definition }) => definition.memoryMb === lane.usualMemoryMb);
      // One after the other, so that one thread loads what they have in common once.
      for (const each of usual) await lane.run(this.#invocationOf(each, undefined));
    });
    await Promise.all(warmed);
  }

  /** How many more may, for those who have nothing under way. */
  spareThreadsOf(definition: FunctionDefinition): number {
    return laneOf(definition) === 'data' ? 1 : 0;
  }

  /** Calls a function with an event; never rejects, whatever the function does. */
  async invoke(
    functionName: string,
    eventJson: string,
    start: InvocationStart = 'in-turn',
  ): Promise<InvocationOutcome> {
    const called = this.#functionByName.get(functionName);
    if (called === undefined) throw new RangeError(`No function is called ${functionName}`);
    const invocation = { ...this.#invocationOf(called, eventJson), start };
    this.#underWayCount += 1;
    try {
      const outcome = await this.#laneByName[laneOf(called.definition)].run(invocation);
      this.#report(invocation, outcome);
      return outcome;
    } finally {
      this.#underWayCount -= 1;
    }
  }

  /** Ends all threads, with what they are doing. */
  async stop(): Promise<void> {
    await Promise.all(Object.values(this.#laneByName).map((lane) => lane.stop()));
  }

  #invocationOf(
    { definition, file, environment }: RunnableFunction,
    eventJson: string | undefined,
  ): Invocation {
    return {
      requestId: randomUUID(),
      functionName: definition.name,
      file,
      exportName: definition.handler.exportName,
      timeoutMs: definition.timeoutSeconds * 1000,
      memoryMb: definition.memoryMb,
      region: this.#region,
      environment,
      eventJson,
      start: 'in-turn',
    };
  }

  #startThread(memoryMb: number): FunctionThread {
    return new FunctionThread({
      memoryMb,
      onOutput: ({ functionName, requestId }, levelOfStream, text) => {
        for (const line of text.split('\n').filter((each) => each !== '')) {
          const { level, facts } = readOutputLine(line, levelOfStream);
          this.#log.write(functionName, level, { requestId, ...facts });
        }
      },
    });
  }

  #report({ functionName, requestId }: Invocation, outcome: InvocationOutcome): void {
    if (outcome.status === 'returned' || outcome.errorType === 'Runtime.Stopped') return;
    const { status: _, ...facts } = outcome;
    this.#log.write(functionName, 'ERROR', { message: 'invocation failed', requestId, ...facts });
  }
}

/** The memory size that most of the functions have. */
const usualMemoryMb = (functions: readonly RunnableFunction[]): number => {
  const bySize = Map.groupBy(functions, ({ definition }) => definition.memoryMb);
  const [[usual] = [0]] = [...bySize].toSorted(([, one], [, other]) => other.length - one.length);
  return usual;
};
