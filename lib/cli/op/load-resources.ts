import { readFile } from 'node:fs/promises';
import { SluiceError } from '../../errors/sluice-error.ts';
import type { ParsedStep } from '../../operators/parse-recipe.ts';

/** The files that an operator asks for, by name. */
export const loadResources = async ({ resources }: ParsedStep): Promise<ReadonlyMap<string, string>> =>
  new Map(
    await Promise.all(resources.map(async ({ name, address }) => [name, await readText(address)] as const)),
  );

const readText = async (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SluiceError('ModelArts.72091001', { file }, { cause });
  });
