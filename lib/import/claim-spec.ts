import { isDeepStrictEqual } from 'node:util';
import { readSealed, sealed } from '../engine/sealed-json.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { ImportSpec } from '../model/run-spec.ts';
import type { ImportPorts } from './upload-ports.ts';

type ClaimPorts = Pick<ImportPorts, 'objects' | 'documents'>;

/**
 * Writes the spec of a run that is about to be created, and gives it. Specs never change, and a caller that died before
 * its commit may have left one under the id that is wanted: one that says the same is taken over; beside one that says
 * something else, because the files have changed since, the run gets the id with the next number.
 */
export const claimSpec = async (
  { objects, documents }: ClaimPorts,
  wanted: ImportSpec,
): Promise<ImportSpec> => {
  for (let number = 1; ; number++) {
    const spec = { ...wanted, run: numbered(wanted.run, number) };
    const key = objectKeys.runSpec(spec.run);
    if (await objects.writeNew(key, sealed(spec))) return spec;
    const left = await readSealed<ImportSpec & { readonly sha256: string }>(objects, key);
    if (left === undefined || (await documents.findRun(spec.run)) !== undefined) continue;
    const { sha256: _checksum, ...found } = left;
    if (isDeepStrictEqual(found, { ...spec, createdAt: found.createdAt })) return found;
  }
};

/** The run that was created under a wanted id, whatever its number; undefined when there is none. */
export const findClaimedRun = async (
  { objects, documents }: ClaimPorts,
  wanted: string,
): Promise<string | undefined> => {
  for (let number = 1; ; number++) {
    const run = numbered(wanted, number);
    if ((await documents.findRun(run)) !== undefined) return run;
    if ((await objects.find(objectKeys.runSpec(run))) === undefined) return undefined;
  }
};

const numbered = (run: string, number: number): string => (number === 1 ? run : `${run}-${number}`);
