import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** A structured line: of a function's output, or of what the local cloud itself does. */
export interface LogLine {
  readonly timestamp: string;
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  /** The function, or `cloud`. */
  readonly source: string;
  readonly message: string;
  readonly [fact: string]: unknown;
}

/** A file that has grown past this is set aside when the cloud starts. */
const largestFileBytes = 16 * 1024 ** 2;

/** Writes lines to `<folder>/<source>.log`, and to whoever listens. */
export class LocalLog {
  readonly #folder: string;
  readonly #onLine: ((line: LogLine) => void) | undefined;
  readonly #streamBySource = new Map<string, WriteStream>();

  constructor(folder: string, onLine?: (line: LogLine) => void) {
    this.#folder = folder;
    this.#onLine = onLine;
    mkdirSync(folder, { recursive: true });
  }

  write(
    source: string,
    level: LogLine['level'],
    facts: { readonly message: string; readonly [fact: string]: unknown },
  ): void {
    const line: LogLine = { timestamp: new Date().toISOString(), level, source, ...facts };
    this.#streamOf(source).write(`${JSON.stringify(line)}\n`);
    this.#onLine?.(line);
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#streamBySource.values()].map((stream) => new Promise<void>((resolve) => stream.end(resolve))),
    );
  }

  #streamOf(source: string): WriteStream {
    const known = this.#streamBySource.get(source);
    if (known !== undefined) return known;
    const file = join(this.#folder, `${source}.log`);
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > largestFileBytes) renameSync(file, `${file}.1`);
    const stream = createWriteStream(file, { flags: 'a' });
    // A full disk must not bring the cloud down for the sake of its logs.
    stream.on('error', () => undefined);
    this.#streamBySource.set(source, stream);
    return stream;
  }
}
