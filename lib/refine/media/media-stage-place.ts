import type { RecordStage, RefineSpec } from '../../model/run-spec.ts';

/** What a media stage does of its recipe. */
export interface MediaStagePlace extends Pick<RecordStage, 'from' | 'to' | 'input' | 'drops' | 'keysOf'> {
  /** Its records and files are those of the version. */
  readonly isLast: boolean;
}

/** What a media stage of a run does; a run without a list of stages has one, which does the whole recipe. */
export const mediaStageOf = ({ stages }: RefineSpec, index: number): MediaStagePlace => {
  const stage = stages?.[index];
  if (stage === undefined || !('from' in stage)) {
    return { from: 0, to: Number.POSITIVE_INFINITY, input: 'source', isLast: true };
  }
  return { ...stage, isLast: stages?.[index + 1]?.kind === 'publish' };
};
