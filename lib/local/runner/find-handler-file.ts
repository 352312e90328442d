import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { manifestError } from '../manifest/manifest-error.ts';
import type { FunctionDefinition } from '../manifest/service-manifest.ts';

/**
 * The module that a function's `handler` names, as source or as JavaScript.
 *
 * @throws SluiceError ModelArts.72060001
 */
export const findHandlerFile = (serviceFolder: string, { name, handler }: FunctionDefinition): string => {
  const file = ['.ts', '.mts', '.js', '.mjs']
    .map((extension) => resolve(serviceFolder, handler.module + extension))
    .find((candidate) => existsSync(candidate));
  if (file === undefined)
    throw manifestError(`functions.${name}.handler`, `there is no module ${handler.module}`);
  return file;
};
