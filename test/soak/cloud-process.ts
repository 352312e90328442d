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
  /** All that its main process has written since it was born, to files and to sockets; 0 once it is gone. */
  readonly movedBytes: () => number;
  /** The main process first, then those that it has started. */
  readonly pids: () => readonly number[];
  /** Kills its main process; resolves when that has ended. Its children see for themselves. */
  readonly kill: () => Promise<void>;
}

/** Starts the local cloud over a data directory; resolves when it takes requests. */
export const startCloudProcess = async (dataDirectory: string): Promise<CloudProcess> => {
  const args = [executable, '--json', 'start', '--data', dataDirectory, '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const facts = await readFacts(child);
  const main = child.pid ?? 0;
  return {
    api: facts.api,
    objects: openBucket(facts.bucket, { endpoint: facts.s3, region: 'eu-west-1', credentials }),
    movedBytes: () => writtenBytes(main),
    pids: () => [main, ...descendantsOf(main)],
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
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
