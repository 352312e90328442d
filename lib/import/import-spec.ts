import type { RecordRules } from '../formats/create-record-validator.ts';
import type { ImportSpec, RunSpec } from '../model/run-spec.ts';

/** The spec of an import; a stage of an import in any other run is a mistake in the code. */
export const importSpec = (spec: RunSpec): ImportSpec => {
  if (spec.kind !== 'import') throw new TypeError(`an import stage in a run of kind ${spec.kind}`);
  return spec;
};

/** What the records of an import must be like. */
export const recordRules = ({ manifest: { datasetType, format, thinking } }: ImportSpec): RecordRules => ({
  type: datasetType,
  thinking,
  ...(format === undefined ? {} : { format }),
});
