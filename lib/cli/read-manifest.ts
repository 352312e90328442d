import { readFile } from 'node:fs/promises';
import { SluiceError } from '../errors/sluice-error.ts';
import { parseManifest } from '../import/read-upload.ts';
import type { ConnectionManifest } from '../model/connection-manifest.ts';

/**
 * Reads a manifest, written as `connection.json` is.
 * @throws SluiceError ModelArts.72020136 when there is no such file, 72060001 with the first field that is wrong
 */
export const readManifest = async (file: string): Promise<ConnectionManifest> =>
  parseManifest(
    await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new SluiceError('ModelArts.72020136', { file }, { cause });
    }),
  );
