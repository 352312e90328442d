import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { batchHarness } from './batch-harness.ts';
import { clientOf } from './batch-server.ts';

const program = fileURLToPath(new URL('./batch-server-process.ts', import.meta.url));

const start = async (directory: string, told: Set<string>) => {
  const child = fork(program, [directory]);
  const url = await new Promise<string>((resolve) => {
    child.on('message', (message: { url?: string; detail?: { jobId: string; status: string } }) => {
      if (message.url !== undefined) resolve(message.url);
      if (message.detail !== undefined) told.add(`${message.detail.jobId} ${message.detail.status}`);
    });
  });
  const client = clientOf(url);
  return { child, client, ...batchHarness({ client, queue: 'jobs', definition: 'behave' }) };
};

const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL');
  await once(child, 'exit');
};

/** A process that nobody has buried is no longer alive. */
const isAlive = (pid: number): boolean => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

describe.runIf(existsSync('/proc/self/stat'))('a job server that is killed', () => {
  it('loses no job: what ran is run again or has failed, as its retry strategy says, and all is told', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'batch-crash-'));
    const told = new Set<string>();
    const notes = join(directory, 'notes');
    const lines = () => readFileSync(notes, { encoding: 'utf8', flag: 'a+' }).trim().split('\n');

    const first = await start(directory, told);
    const retryStrategy = { attempts: 2 };
    const single = await first.submit('hang', {}, { NOTES: notes });
    const twice = await first.submit('failUntil:2', {
      retryStrategy,
      timeout: { attemptDurationSeconds: 600 },
    });
    await first.ended(twice);
    const hanging = await first.submit('hang', { retryStrategy }, { NOTES: notes });
    for (const id of [single, hanging]) await first.until(id, ({ status }) => status === 'RUNNING');
    const array = await first.submit(Array.from({ length: 12 }, () => 'succeed'));
    while (lines().length < 2) await new Promise((resolve) => setImmediate(resolve));
    const orphans = lines().map((line) => Number(line.split(' ')[2]));
    await kill(first.child);
    first.client.destroy();
    expect(orphans.every(isAlive)).toBe(true);

    const second = await start(directory, told);
    expect(await second.ended(single)).toMatchObject({
      status: 'FAILED',
      statusReason: 'Host EC2 (instance i-local) terminated.',
    });
    expect(await second.ended(array)).toMatchObject({
      arrayProperties: { statusSummary: { SUCCEEDED: 12 } },
    });
    expect((await second.describeOne(twice)).status).toBe('SUCCEEDED');
    await second.until(hanging, ({ status }) => status === 'RUNNING');
    while (lines().length < 3) await new Promise((resolve) => setImmediate(resolve));
    expect(
      lines()
        .map((line) => line.split(' ').slice(0, 2).join(' '))
        .toSorted(),
    ).toEqual([`${single} 1`, `${hanging} 1`, `${hanging} 2`].toSorted());
    // What the first life left behind runs no more beside its own retry.
    expect(orphans.some(isAlive)).toBe(false);
    const ends = [`${single} FAILED`, `${twice} SUCCEEDED`, `${array} SUCCEEDED`, `${array}:11 SUCCEEDED`];
    while (!ends.every((end) => told.has(end))) await new Promise((resolve) => setImmediate(resolve));

    const left = Number(lines().at(-1)?.split(' ')[2]);
    await kill(second.child);
    second.client.destroy();
    process.kill(-left, 'SIGKILL');
    rmSync(directory, { recursive: true });
  });
});
