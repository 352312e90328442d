import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type ApiQuery, fetchApi } from './call-api.ts';

/** A file that the API sends in pieces. */
interface Download {
  readonly path: string;
  readonly query: ApiQuery;
}

/**
 * Writes what the API sends into a file, piece after piece, and gives its size in bytes. The file is there when it is
 * whole, and not before.
 * @throws SluiceError what `callApi` throws
 */
export const downloadApi = async (download: Download, file: string): Promise<number> => {
  const unfinished = `${file}.part`;
  try {
    const target = createWriteStream(unfinished);
    await pipeline(pieces(download), target);
    await rename(unfinished, file);
    return target.bytesWritten;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
};

async function* pieces({ path, query }: Download): AsyncGenerator<Uint8Array> {
  let from: string | undefined;
  do {
    const response = await fetchApi({ path, query: { ...query, from } });
    yield new Uint8Array(await response.arrayBuffer());
    from = nextPiece(response.headers.get('link'));
  } while (from !== undefined);
}

/** `from` of the address that a `Link` header gives as the next. */
const nextPiece = (link: string | null): string | undefined => {
  const [, address] = /<([^>]*)>\s*;\s*rel="next"/.exec(link ?? '') ?? [];
  if (address === undefined) return undefined;
  return new URL(address, 'http://localhost').searchParams.get('from') ?? undefined;
};
