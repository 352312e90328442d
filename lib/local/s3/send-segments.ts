import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { BlobStore } from './blob-store.ts';
import type { Segment } from './segments.ts';

const bufferBytes = 256 * 1024;
const smallBytes = 64 * 1024;
const keptBuffers = 8;
const freeBuffers: Buffer[] = [];

/** Sends the bytes of the segments and ends the response; while one piece is sent, the next is read. */
export async function sendSegments(
  outgoing: ServerResponse,
  segments: readonly Segment[],
  blobs: BlobStore,
): Promise<void> {
  const [first] = segments;
  if (first && segments.length === 1 && first.length <= smallBytes) {
    outgoing.end(readSmall(blobs.pathOf(first.blob), first));
    return;
  }
  const sender = new BufferedSender(outgoing);
  try {
    for (const segment of segments) await sendSegment(sender, blobs.pathOf(segment.blob), segment);
    await sender.sent();
    outgoing.end();
  } finally {
    await sender.free();
  }
}

/** Two buffers in turn: one is filled while the other is on its way. */
class BufferedSender {
  readonly #outgoing: ServerResponse;
  #filling = takeBuffer();
  #sendingFrom = takeBuffer();
  #sending: Promise<void> = Promise.resolve();

  constructor(outgoing: ServerResponse) {
    this.#outgoing = outgoing;
  }

  /** The buffer to fill next. */
  get buffer(): Buffer {
    return this.#filling;
  }

  async send(length: number): Promise<void> {
    await this.#sending;
    const full = this.#filling;
    this.#filling = this.#sendingFrom;
    this.#sendingFrom = full;
    this.#sending = write(this.#outgoing, full.subarray(0, length));
    // Whoever awaits it next gets the failure; until then it isn't an unhandled one.
    this.#sending.catch(() => undefined);
  }

  sent(): Promise<void> {
    return this.#sending;
  }

  // A connection that broke may still hold the buffer that it was sending from: such a one isn't used again.
  async free(): Promise<void> {
    const isSent = await this.#sending.then(
      () => true,
      () => false,
    );
    freeBuffers.push(...(isSent ? [this.#filling, this.#sendingFrom] : [this.#filling]));
    freeBuffers.length = Math.min(freeBuffers.length, keptBuffers);
  }
}

function takeBuffer(): Buffer {
  return freeBuffers.pop() ?? Buffer.allocUnsafeSlow(bufferBytes);
}

async function sendSegment(sender: BufferedSender, path: string, { offset, length }: Segment): Promise<void> {
  const file = await open(path);
  try {
    for (let sent = 0; sent < length; ) {
      const read = await readInto(file, sender.buffer.subarray(0, length - sent), offset + sent);
      await sender.send(read);
      sent += read;
    }
  } finally {
    await file.close();
  }
}

async function readInto(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
  if (bytesRead === 0) throw new Error('a blob is shorter than its segment');
  return bytesRead;
}

function readSmall(path: string, { offset, length }: Segment): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, buffer, 0, length, offset) !== length)
      throw new Error('a blob is shorter than its segment');
  } finally {
    closeSync(file);
  }
  return buffer;
}

// A response whose connection is gone calls no callback, so its end is listened for as well.
function write(outgoing: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => reject(new Error('the client has gone'));
    if (outgoing.destroyed) {
      onClose();
      return;
    }
    outgoing.once('close', onClose);
    outgoing.write(bytes, (error) => {
      outgoing.off('close', onClose);
      if (error) reject(error);
      else resolve();
    });
  });
}
