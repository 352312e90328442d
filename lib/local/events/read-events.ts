import { existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BusEvent } from './put-events.ts';

const lookAgainMs = 250;
const chunkBytes = 64 * 1024;

/** Names of the buses that a directory of journals has. */
export const listBuses = (directory: string): readonly string[] =>
  existsSync(directory)
    ? readdirSync(directory)
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => basename(name, '.jsonl'))
    : [];

/** The events of a bus, oldest first; with a signal, those that come as well, until it is aborted. */
export async function* readEvents(
  directory: string,
  bus: string,
  signal?: AbortSignal,
): AsyncIterable<BusEvent> {
  const file = await open(join(directory, `${bus}.jsonl`));
  try {
    let position = 0;
    let rest = Buffer.alloc(0);
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, position);
      position += bytesRead;
      rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const end = rest.lastIndexOf('\n') + 1;
      const lines = rest.subarray(0, end).toString().split('\n').slice(0, -1);
      rest = rest.subarray(end);
      for (const line of lines) yield JSON.parse(line);
      if (bytesRead > 0) continue;
      if (signal === undefined || signal.aborted) return;
      await wait(lookAgainMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await file.close();
  }
}
