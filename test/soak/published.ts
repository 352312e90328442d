import { createHash } from 'node:crypto';
import { readJson } from '../../lib/engine/json-object.ts';
import type { DatasetManifest } from '../../lib/model/dataset.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';

/** What can be seen of a run's work: two runs that did the same have the same of it. */
export interface Published {
  readonly recordCount: number;
  /** Of the parts one after the other; their borders count. */
  readonly sha256: string;
  /** The manifest's lines of parts and the report's counts as text; no times, no names. */
  readonly counts: string;
}

/** The first version of a data set, with what its run reports. */
export const readPublished = async (objects: ObjectStore, dataset: string): Promise<Published> => {
  const key = objectKeys.datasetManifest('default', dataset, 1);
  const manifest = await readJson<DatasetManifest>(objects, key);
  const report = await readJson<Report>(objects, objectKeys.report(manifest.createdBy.run));
  const parts = manifest.parts.map(({ key: _, ...part }) => part);
  return {
    recordCount: manifest.recordCount,
    sha256: await digestOf(manifest.parts.map((part) => objects.read(part.key))),
    counts: JSON.stringify({ parts, operators: report.operators?.map(countsOf) }),
  };
};

interface Report {
  /** Absent in an import's. */
  readonly operators?: readonly Readonly<Record<string, unknown>>[];
}

/** A row without what the work took. */
const countsOf = (row: Readonly<Record<string, unknown>>): unknown =>
  Object.fromEntries(
    ['name', 'in', 'out', 'hits', 'changed_by_reason', 'dropped_by_reason', 'rejected'].map((name) => [
      name,
      row[name],
    ]),
  );

/** SHA-256 of files one after the other, in hexadecimal digits; their borders count. */
export const digestOf = async (files: readonly AsyncIterable<Uint8Array>[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of files) {
    for await (const chunk of file) hash.update(chunk);
    hash.update('\u0000');
  }
  return hash.digest('hex');
};
