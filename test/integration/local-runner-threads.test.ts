import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FunctionDefinition } from '../../lib/local/manifest/service-manifest.ts';
import { FunctionRunner } from '../../lib/local/runner/function-runner.ts';
import { LocalLog } from '../../lib/local/runner/local-log.ts';

const define = (changes: Partial<FunctionDefinition> = {}): FunctionDefinition => ({
  name: 'behave',
  handler: { module: 'test/fixtures/handlers/behave', exportName: 'handler' },
  timeoutSeconds: 1,
  memoryMb: 128,
  environment: {},
  events: [],
  ...changes,
});

describe('a function in a worker thread', () => {
  let folder: string;
  let log: LocalLog;
  const runners: FunctionRunner[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'local-runner-'));
    log = new LocalLog(folder);
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await log.close();
    rmSync(folder, { recursive: true });
  });

  const start = (...definitions: readonly FunctionDefinition[]): FunctionRunner => startWith({}, definitions);
  const startWith = (
    options: { idleThreadMs?: number },
    definitions: readonly FunctionDefinition[],
  ): FunctionRunner => {
    const runner = new FunctionRunner({
      functions: definitions.map((definition) => ({
        definition,
        file: resolve(`${definition.handler.module}.ts`),
        environment: { FUNCTION: definition.name },
      })),
      region: 'eu-west-1',
      dataThreadCount: 2,
      log,
      ...options,
    });
    runners.push(runner);
    return runner;
  };
  const invoke = (runner: FunctionRunner, event: unknown, name = 'behave') =>
    runner.invoke(name, JSON.stringify(event));
  const returned = (result: unknown) => ({ status: 'returned', resultJson: JSON.stringify(result) });

  it('gets its event and gives its result as JSON', async () => {
    const runner = start(define());
    expect(await invoke(runner, { do: 'return', value: { a: [1, 'ü'] } })).toEqual(returned({ a: [1, 'ü'] }));
    expect(await invoke(runner, { do: 'return' })).toEqual(returned(null));
  });

  it("gets Lambda's context", async () => {
    const outcome = await invoke(start(define()), { do: 'describe-context' });
    const context = outcome.status === 'returned' ? JSON.parse(outcome.resultJson) : outcome;
    expect(context).toMatchObject({
      functionName: 'behave',
      memoryLimitInMB: '128',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:behave',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(context.remainingMs).toBeGreaterThan(0);
    expect(context.remainingMs).toBeLessThanOrEqual(1000);
  });

  it('has its own environment and nothing of the machine, also when it shares a thread', async () => {
    const runner = start(define(), define({ name: 'other' }));
    expect(await invoke(runner, { do: 'environment' })).toEqual(returned({ FUNCTION: 'behave' }));
    expect(await invoke(runner, { do: 'environment' }, 'other')).toEqual(returned({ FUNCTION: 'other' }));
  });

  it('fails with the error that it throws, and its thread goes on', async () => {
    const runner = start(define());
    expect(await invoke(runner, { do: 'throw', message: 'no' })).toEqual({
      status: 'failed',
      errorType: 'RangeError',
      errorMessage: 'no',
      stack: expect.stringContaining('behave.ts'),
    });
    expect(await invoke(runner, { do: 'return', value: 1 })).toEqual(returned(1));
  });

  it.each([
    ['waits for ever', { do: 'hang' }, 'Sandbox.Timedout'],
    ['never yields', { do: 'spin' }, 'Sandbox.Timedout'],
    ['calls process.exit', { do: 'exit' }, 'Runtime.ExitError'],
    ['throws where nobody catches', { do: 'crash' }, 'TypeError'],
    ['exhausts its memory', { do: 'exhaust-memory' }, 'Runtime.OutOfMemory'],
  ])('that %s fails alone, and the next invocation gets a new thread', async (_, event, errorType) => {
    const runner = start(define({ timeoutSeconds: event.do === 'exhaust-memory' ? 60 : 1 }));
    expect(await invoke(runner, event)).toMatchObject({ status: 'failed', errorType });
    expect(await invoke(runner, { do: 'return', value: 1 })).toEqual(returned(1));
  });

  it('has the memory that is declared for it, and not that of another with whom it shares the cores', async () => {
    const runner = start(
      define({ timeoutSeconds: 60 }),
      define({ name: 'large', timeoutSeconds: 60, memoryMb: 512 }),
    );
    const allocation = { do: 'allocate', megabytes: 200 };
    expect(await invoke(runner, allocation, 'large')).toEqual(returned(200));
    expect(await invoke(runner, allocation)).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
    expect(await invoke(runner, allocation, 'large')).toEqual(returned(200));
  });

  it('that crashes after its end harms no later invocation', async () => {
    const runner = start(define());
    expect(await invoke(runner, { do: 'crash-later' })).toEqual(returned('done'));
    const outcomes = [];
    for (let count = 0; count < 20; count += 1)
      outcomes.push(await invoke(runner, { do: 'return', value: 1 }));
    expect(outcomes.at(-1)).toEqual(returned(1));
  });

  it('that is not there fails with the name of the export', async () => {
    const runner = start(
      define({ handler: { module: 'test/fixtures/handlers/behave', exportName: 'notAFunction' } }),
    );
    expect(await invoke(runner, {})).toMatchObject({
      errorType: 'TypeError',
      errorMessage: expect.stringContaining('notAFunction'),
    });
  });

  it('never waits for functions that work on data', async () => {
    const runner = start(define(), define({ name: 'heavy', timeoutSeconds: 61 }));
    const heavy = Array.from({ length: 6 }, () => invoke(runner, { do: 'spin' }, 'heavy'));
    expect(await invoke(runner, { do: 'return', value: 1 })).toEqual(returned(1));
    expect(runner.underWayCount).toBe(6);
    await runner.stop();
    expect(await Promise.all(heavy)).toEqual(
      heavy.map(() => expect.objectContaining({ errorType: 'Runtime.Stopped' })),
    );
  });

  it('that works on data waits for its own invocations, and never until all those of another are done', async () => {
    const define61 = (name: string) => define({ name, timeoutSeconds: 61 });
    const runner = start(define61('heavy'), define61('light'));
    const heavy = Array.from({ length: 3 }, () => invoke(runner, { do: 'spin' }, 'heavy'));
    expect(await invoke(runner, { do: 'return', value: 1 }, 'light')).toEqual(returned(1));
    const light = [
      invoke(runner, { do: 'return', value: 2 }, 'light'),
      invoke(runner, { do: 'return', value: 3 }, 'light'),
    ];
    expect(await Promise.all(light)).toEqual([returned(2), returned(3)]);
    expect(runner.underWayCount).toBe(3);
    await runner.stop();
    await Promise.all(heavy);
  });

  it('keeps its module from one invocation to the next', async () => {
    const lasting = start(define());
    expect([await invoke(lasting, { do: 'count' }), await invoke(lasting, { do: 'count' })]).toEqual([
      returned(1),
      returned(2),
    ]);
  });

  it('loses its module with a thread that has been idle for long, of which one stays', async () => {
    const runner = startWith({ idleThreadMs: 0 }, [define({ timeoutSeconds: 61 })]);
    const twice = () => Promise.all([invoke(runner, { do: 'count' }), invoke(runner, { do: 'count' })]);
    expect(await twice()).toEqual([returned(1), returned(1)]);
    await vi.waitFor(async () => {
      const counts = await twice();
      expect(counts).toContainEqual(returned(1));
      expect(counts).not.toEqual([returned(1), returned(1)]);
    });
  });

  it('is loaded ahead of its first call, and says only then that it cannot be', async () => {
    const broken = define({
      name: 'broken',
      handler: { module: 'test/fixtures/handlers/behave', exportName: 'missing' },
    });
    const runner = start(define(), broken);
    await runner.warmUp();
    await log.close();
    expect(existsSync(join(folder, 'broken.log'))).toBe(false);
    expect(await invoke(runner, { do: 'count' })).toEqual(returned(1));
    expect(await invoke(runner, {}, 'broken')).toMatchObject({ errorType: 'TypeError' });
  });

  it('has what it prints in its log, line by line, with the request', async () => {
    await invoke(start(define()), { do: 'log' });
    await log.close();
    const lines = readFileSync(join(folder, 'behave.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const common = {
      source: 'behave',
      level: 'INFO',
      requestId: expect.any(String),
      timestamp: expect.any(String),
    };
    expect(lines).toEqual([
      { ...common, message: 'a plain line' },
      { ...common, level: 'WARN', message: 'a structured line', count: 3 },
    ]);
  });
});
