import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { localAccountId } from '../manifest/pseudo-parameter.ts';
import type { Invocation, InvocationOutcome, ThreadMessage } from './invocation.ts';

// What a thread runs: it loads the modules of functions as they are first called and keeps them, so that functions
// share the modules that they have in common. Modules of several functions share their state, unlike on AWS.
enableCompileCache();

const tell = (message: ThreadMessage): void => parentPort?.postMessage(message);

const invoke = async (invocation: Invocation): Promise<InvocationOutcome> => {
  try {
    setEnvironment(invocation.environment);
    const handler = await loadHandler(invocation);
    tell({ kind: 'started' });
    if (invocation.eventJson === undefined) return { status: 'returned', resultJson: 'null' };
    const result = await handler(JSON.parse(invocation.eventJson), contextOf(invocation));
    return { status: 'returned', resultJson: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return failureOf(error);
  }
};

type Handler = (event: unknown, context: ReturnType<typeof contextOf>) => unknown;

const loadHandler = async ({ file, exportName }: Invocation): Promise<Handler> => {
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(file).href);
  const handler = module[exportName];
  if (typeof handler !== 'function') throw new TypeError(`${file} exports no function ${exportName}`);
  // What a handler takes is agreed by its event sources in serverless.yml, which types cannot see.
  return handler as Handler;
};

const contextOf = ({ requestId, functionName, timeoutMs, memoryMb, region }: Invocation) => {
  const deadline = Date.now() + timeoutMs;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:${localAccountId}:function:${functionName}`,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: String(memoryMb),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
};

const failureOf = (error: unknown): InvocationOutcome =>
  error instanceof Error
    ? { status: 'failed', errorType: error.name, errorMessage: error.message, stack: error.stack }
    : { status: 'failed', errorType: typeof error, errorMessage: String(error) };

const setEnvironment = (environment: Readonly<Record<string, string>>): void => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
};

/** A thread's own output streams reach the main thread in no order with its messages, and late ones not at all. */
const captureOutput = (stream: NodeJS.WriteStream, level: 'INFO' | 'ERROR'): void => {
  const write = (chunk: string | Uint8Array): boolean => {
    tell({ kind: 'log', level, text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
    return true;
  };
  Object.assign(stream, { write });
};

captureOutput(process.stdout, 'INFO');
captureOutput(process.stderr, 'ERROR');
parentPort?.on('message', async (invocation: Invocation) =>
  tell({ kind: 'ended', outcome: await invoke(invocation) }),
);
