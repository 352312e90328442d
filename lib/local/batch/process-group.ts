import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { ProcessMark } from './job.ts';

/** Signals all processes of a group; one that is gone already is no error. */
export const signalGroup = (leader: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (Object(error).code !== 'ESRCH') throw error;
  }
};

/** Ends a group that an earlier life of the server left behind, unless its id is somebody else's by now. */
export const endLeftGroup = ({ pid, start }: ProcessMark): void => {
  if (startOfProcess(pid) === start) signalGroup(pid, 'SIGKILL');
};

/** When a process started, in ticks since the machine did; empty when it is gone or the system does not tell. */
export const startOfProcess = (pid: number): string => statOf(pid)?.[startField] ?? '';

/** Resident memory of process groups, bytes, by their leader. */
export const groupMemory = async (leaders: ReadonlySet<number>): Promise<ReadonlyMap<number, number>> => {
  const bytesByGroup = new Map<number, number>();
  for (const [group, bytes] of hasProc ? procMemory(leaders) : await psMemory()) {
    if (leaders.has(group)) bytesByGroup.set(group, (bytesByGroup.get(group) ?? 0) + bytes);
  }
  return bytesByGroup;
};

const hasProc = existsSync('/proc/self/stat');

/** Fields of `/proc/<pid>/stat` behind the name, which may hold blanks. */
const groupField = 2;
const startField = 19;

const statOf = (pid: number): readonly string[] | undefined =>
  readProc(pid, 'stat')?.split(') ').at(-1)?.split(' ');

function* procMemory(leaders: ReadonlySet<number>): Generator<readonly [group: number, bytes: number]> {
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const group = Number(statOf(pid)?.[groupField]);
    if (!leaders.has(group)) continue;
    const kibibytes = /^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status') ?? '')?.[1] ?? '0';
    yield [group, Number(kibibytes) * 1024];
  }
}

/** Undefined when the process is gone. */
const readProc = (pid: number, file: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
};

const psMemory = async (): Promise<readonly (readonly [number, number])[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pgid=,rss=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [group, kibibytes] = line.trim().split(/\s+/).map(Number);
      return [group ?? 0, (kibibytes ?? 0) * 1024];
    });
};
