import { readdirSync, readFileSync } from 'node:fs';

/** The processes that a process has started, and those that these have. */
export const descendantsOf = (pid: number): readonly number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((candidate) => candidate > 0 && parentOf(candidate) === pid)
    .flatMap((child) => [child, ...descendantsOf(child)]);

const parentOf = (pid: number): number => numberIn(`/proc/${pid}/status`, /PPid:\s+(\d+)/);

/** Bytes that a process has written, to files and to sockets; 0 once it is gone. */
export const writtenBytes = (pid: number): number => numberIn(`/proc/${pid}/io`, /wchar:\s+(\d+)/);

const numberIn = (path: string, pattern: RegExp): number => {
  try {
    return Number(pattern.exec(readFileSync(path, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // it has ended meanwhile
  }
};
