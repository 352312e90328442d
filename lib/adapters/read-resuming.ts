import { isCut } from './s3-error.ts';

/** Times that reading an object goes on after its connection was cut. */
const mostCuts = 5;

interface Answer {
  /** In Node it is a Readable. */
  readonly Body?: unknown;
  readonly ETag?: string | undefined;
}

/**
 * The bytes of an object whose connection may be cut amid the body: then the rest is asked for, from the byte after the
 * last that came, on condition that the object is still the same.
 */
export async function* readResuming(
  get: (offset: number, etag: string | undefined) => Promise<Answer>,
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  let etag: string | undefined;
  for (let cuts = 0; ; cuts++) {
    try {
      const { Body: body, ETag } = await get(offset, etag);
      etag = ETag;
      for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
        offset += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      if (!isCut(error) || cuts === mostCuts) throw error;
    }
  }
}
