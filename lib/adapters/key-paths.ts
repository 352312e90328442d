import { join } from 'node:path';
import { SluiceError } from '../errors/sluice-error.ts';

/** Keys that start with `prefix` are the files under `path`. */
export interface Mount {
  readonly prefix: string;
  readonly path: string;
}

/** Where the object with a key lies; the longest prefix decides. */
export const pathOfKey = (mounts: readonly Mount[], key: string): string => {
  // Keys come from outside: none may name a file that is not below its directory.
  if (key.split('/').some((name) => name === '' || name === '.' || name === '..') || key.includes('\0')) {
    throw new SluiceError('ModelArts.72060001', {
      argument: 'key',
      reason: 'it is no path below its directory',
    });
  }
  const [mount] = mounts
    .filter(({ prefix }) => key.startsWith(prefix))
    .sort((one, other) => other.prefix.length - one.prefix.length);
  if (mount === undefined)
    throw new SluiceError('ModelArts.72060001', { argument: 'key', reason: 'no mount has it' });
  return join(mount.path, key.slice(mount.prefix.length));
};

/** The directories that hold all keys with a prefix. */
export const mountsUnder = (mounts: readonly Mount[], keyPrefix: string): readonly Mount[] =>
  mounts.flatMap(({ prefix, path }) => {
    if (prefix.startsWith(keyPrefix)) return [{ prefix, path }];
    if (!keyPrefix.startsWith(prefix)) return [];
    const folder = keyPrefix.slice(prefix.length, keyPrefix.lastIndexOf('/') + 1);
    return [{ prefix: `${prefix}${folder}`, path: join(path, folder) }];
  });
