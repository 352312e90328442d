import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a peer did with a file, on one thread. */
export interface PeerRun {
  readonly records: number;
  readonly removed: number;
  readonly cpuSeconds: number;
}

/** Undefined when the Python given has no such library. */
export const runPeer = async (
  python: string,
  peer: 'datasketch' | 'rensa',
  file: string,
): Promise<PeerRun | undefined> => {
  const script = new URL(`${peer}_minhash.py`, import.meta.url).pathname;
  const env = { ...process.env, RAYON_NUM_THREADS: '1', OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const run = promisify(execFile)(python, [script, file], { env });
  return run.then(
    ({ stdout }) => JSON.parse(stdout) as PeerRun, // the scripts beside this one print nothing else
    (error: Error) => {
      if (/ModuleNotFoundError/.test(error.message)) return undefined;
      throw error;
    },
  );
};
