import { existsSync } from 'node:fs';
import { parse, resolve } from 'node:path';

/** The module that the first word of a command names; undefined when there is none. */
export type FindEntryPoint = (command: readonly string[]) => string | undefined;

/**
 * Finds the source of what an image holds bundled: `do-work.mjs` is `do-work.ts`, or a module of that name in
 * JavaScript, in the folder of entry points.
 */
export const entryPointsOf =
  (folder: string): FindEntryPoint =>
  ([word = '']) => {
    const { dir, name } = parse(word);
    if (dir !== '' || name === '') return undefined;
    return ['.ts', '.mts', '.mjs', '.js']
      .map((extension) => resolve(folder, name + extension))
      .find((file) => existsSync(file));
  };
