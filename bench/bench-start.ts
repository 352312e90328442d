import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BenchSettings, Row } from './row.ts';

const executable = fileURLToPath(new URL('../bin/sluice.js', import.meta.url));

/** How soon the local cloud answers, and what it holds of memory while nothing happens. */
export async function* benchStart({ directory }: BenchSettings): AsyncIterable<Row> {
  const dataDirectory = await mkdtemp(join(directory, 'start-'));
  const startedAt = performance.now();
  const child = spawn(process.execPath, [executable, 'start', '--data', dataDirectory, '--port', '47470'], {
    stdio: 'ignore',
  });
  try {
    while (!(await isUp())) await delay(5);
    yield {
      what: 'local cloud: until S3 answers',
      value: performance.now() - startedAt,
      unit: 'ms',
      note: 'target < 1000',
    };
    await delay(5000);
    const bytes = treeOf(child.pid ?? 0).reduce((total, pid) => total + residentNow(pid), 0);
    yield {
      what: 'local cloud: idle, all processes',
      value: bytes / 2 ** 20,
      unit: 'MiB',
      note: 'target < 300',
    };
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await ended;
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

const isUp = (): Promise<boolean> =>
  fetch('http://127.0.0.1:47471/').then(
    () => true,
    () => false,
  );

const treeOf = (pid: number): readonly number[] => [
  pid,
  ...readdirSync('/proc')
    .map(Number)
    .filter((candidate) => candidate > 0 && parentOf(candidate) === pid)
    .flatMap(treeOf),
];

const parentOf = (pid: number): number => statusNumber(pid, 'PPid');
const residentNow = (pid: number): number => statusNumber(pid, 'VmRSS') * 1024;

const statusNumber = (pid: number, name: string): number => {
  try {
    const [, value] =
      new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(value ?? 0);
  } catch {
    return 0; // it has ended meanwhile
  }
};
