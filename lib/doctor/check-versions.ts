import * as z from 'zod';
import { readText } from '../engine/json-object.ts';
import type { Dataset } from '../model/document.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { DoctorPorts } from './doctor-ports.ts';
import type { Finding } from './finding.ts';
import type { ObjectSurvey, VersionFolder } from './survey-objects.ts';

/** Published versions that cannot be read, or not whole. */
export const checkVersions = async (
  ports: DoctorPorts,
  datasets: readonly Dataset[],
  { versions }: ObjectSurvey,
): Promise<readonly Finding[]> => {
  const folderByPrefix = new Map(versions.map((folder) => [folder.prefix, folder]));
  const findings: Finding[] = [];
  for (const dataset of datasets) {
    for (let version = 1; version <= dataset.version; version++) {
      const where = objectKeys.datasetVersion(dataset.workspace, dataset.id, version);
      const folder = folderByPrefix.get(where);
      // An older version may have been deleted, but then whole.
      if (folder === undefined && version < dataset.version) continue;
      const problem = await problemOf(ports.objects, folder);
      if (problem === undefined) continue;
      const what = `the version is published, but ${problem}`;
      findings.push({
        severity: 'error',
        check: 'version',
        what,
        where,
        remedy: await remedyOf(ports, dataset),
      });
    }
  }
  return findings;
};

const problemOf = async (
  objects: ObjectStore,
  folder: VersionFolder | undefined,
): Promise<string | undefined> => {
  if (folder === undefined) return 'its objects are gone';
  if (!folder.hasManifest) return 'its manifest.json is missing: it cannot be read';
  const manifest = await findManifest(objects, folder);
  if (manifest === undefined) return 'its manifest.json is damaged: it cannot be read';
  const sizeByKey = new Map<string, number>();
  for await (const { key, sizeBytes } of objects.list(folder.prefix)) sizeByKey.set(key, sizeBytes);
  const damaged = manifest.parts.filter(({ key, sizeBytes }) => sizeByKey.get(key) !== sizeBytes);
  if (damaged.length === 0) return undefined;
  const first = damaged[0]?.key.slice(folder.prefix.length);
  return `${damaged.length} of its ${manifest.parts.length} parts are missing or of another size: ${first}`;
};

const manifestParts = z.object({ parts: z.array(z.object({ key: z.string(), sizeBytes: z.int() })) });

const findManifest = async (
  objects: ObjectStore,
  { workspace, dataset, version }: VersionFolder,
): Promise<z.output<typeof manifestParts> | undefined> => {
  const text = await readText(objects, objectKeys.datasetManifest(workspace, dataset, version));
  try {
    return manifestParts.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const remedyOf = async ({ documents }: DoctorPorts, { workspace, madeBy }: Dataset): Promise<string> => {
  const isTask = (await documents.find('task', workspace, madeBy)) !== undefined;
  const again = isTask ? `sluice tasks start ${madeBy}` : `sluice connections sync ${madeBy}`;
  return `restore the objects, or make another version: ${again}`;
};
