import type { Dataset } from '../model/document.ts';
import type { Finding } from './finding.ts';
import type { ObjectSurvey } from './survey-objects.ts';

/** Published versions whose objects are not complete. */
export const checkVersions = (
  datasets: readonly Dataset[],
  { versions }: ObjectSurvey,
): readonly Finding[] => {
  const byPlace = new Map(versions.map((it) => [`${it.workspace}/${it.dataset}/${it.version}`, it]));
  return datasets.flatMap(({ workspace, id, version: newest }): Finding[] => {
    const missing = Array.from({ length: newest }, (_, index) => index + 1).filter((version) => {
      const folder = byPlace.get(`${workspace}/${id}/${version}`);
      // An older version may have been deleted, but then whole.
      return folder === undefined ? version === newest : !folder.hasManifest;
    });
    return missing.map((version) => ({
      severity: 'error',
      check: 'run-objects',
      what: 'the version is published, but its manifest.json is missing: it cannot be read',
      where: `datasets/${workspace}/${id}/v${version}/`,
      remedy: 'restore the object, or run its connection or task again for a new version',
    }));
  });
};
