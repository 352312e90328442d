import type { TextRecord } from '../../model/text-record.ts';
import type { Barrier } from '../barrier.ts';
import type { Difference } from './character-folds.ts';
import { createFoldTexts } from './fold-texts.ts';
import { exactBands, exactSketch, hashExactly } from './hash-exactly.ts';
import { createHashFeatures, type UNITS } from './hash-features.ts';
import { type KEEP, keepOne } from './keep-one.ts';
import { keyTexts, type Part } from './key-texts.ts';
import type { Scheme } from './scheme.ts';
import { createScore } from './score-record.ts';

interface TextBarrierOptions {
  readonly scheme: Scheme;
  readonly unit: (typeof UNITS)[number];
  readonly ngramSize: number;
  readonly ignored: readonly Difference[];
  readonly part: Part;
  readonly keep: (typeof KEEP)[number];
  readonly scoreField: string;
}

/**
 * Finds records of the same or like texts. Records without any text take no part; those too short to be like another in
 * part are compared with their equals.
 */
export const createTextBarrier = ({
  scheme,
  part,
  keep,
  ...options
}: TextBarrierOptions): Barrier<TextRecord> => {
  const fold = createFoldTexts(options.ignored);
  const hashFeatures = createHashFeatures(options.unit, options.ngramSize);
  const scoreOf = createScore(options.scoreField);
  const { bandCount, sketchBytes } = scheme;
  return {
    bandCount,
    sketchBytes,
    keyOf: (record) => {
      const units = fold(keyTexts(record, part));
      if (units.length === 0) return undefined;
      const score = scoreOf(record);
      if (scheme.keyOf !== undefined) {
        const features = hashFeatures(units);
        if (features.count > 0) return { ...scheme.keyOf(features), score };
      }
      const digest = hashExactly(units);
      return { bands: exactBands(digest, bandCount), sketch: exactSketch(digest, sketchBytes), score };
    },
    similarity: scheme.similarity,
    judge: keepOne(keep),
  };
};
