import type { DatasetManifest } from '../model/dataset.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { RunSpec, ShardOutcome } from '../model/run-spec.ts';

/** The media files that the shards of a stage have put into the version of a run. */
export const versionMedia = (
  { workspace, output }: Pick<RunSpec, 'workspace' | 'output'>,
  outcomes: readonly Pick<ShardOutcome, 'media'>[],
): NonNullable<DatasetManifest['media']> => ({
  prefix: objectKeys.datasetMedia(workspace, output.dataset, output.version),
  fileCount: outcomes.reduce((sum, { media }) => sum + (media?.fileCount ?? 0), 0),
  sizeBytes: outcomes.reduce((sum, { media }) => sum + (media?.sizeBytes ?? 0), 0),
});
