import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openBucket } from '../../lib/adapters/open-bucket.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';
import { descendantsOf, writtenBytes } from './process-tree.ts';

const executable = fileURLToPath(new URL('../../bin/sluice.js', import.meta.url));
const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };

/** A local cloud as a process that can be killed. */
export interface CloudProcess {
  readonly api: string;
  readonly objects: ObjectStore;
  /** What has gone through it since it took requests: a measure of the work that it has done. */
  readonly movedBytes: () => number;
  /** The main process first. */
  readonly pids: () => readonly number[];
  readonly hasEnded: () => boolean;
  /** Kills one of its processes; resolves when that has ended. */
  readonly kill: (pid: number) => Promise<void>;
  readonly end: () => Promise<void>;
}

/** Starts the local cloud over a data directory; resolves when it takes requests. */
export const startCloudProcess = async (dataDirectory: string): Promise<CloudProcess> => {
  const args = [executable, '--json', 'start', '--data', dataDirectory, '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const facts = await readFacts(child);
  const main = child.pid ?? 0;
  const atStart = writtenBytes(main);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const killMain = async (): Promise<void> => {
    if (hasEnded()) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    api: facts.api,
    objects: openBucket(facts.bucket, { endpoint: facts.s3, region: 'eu-west-1', credentials }),
    movedBytes: () => Math.max(0, writtenBytes(main) - atStart),
    pids: () => [main, ...descendantsOf(main)],
    hasEnded,
    kill: async (pid) => {
      if (pid === main) return killMain();
      process.kill(pid, 'SIGKILL');
    },
    end: killMain,
  };
};

interface Facts {
  readonly api: string;
  readonly s3: string;
  readonly bucket: string;
}

const readFacts = async (child: ChildProcess): Promise<Facts> => {
  if (child.stdout === null) throw new Error('the local cloud has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return JSON.parse(line);
  }
  throw new Error('the local cloud ended before it was ready');
};
