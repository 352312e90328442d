import { abnormalCharacterFiltering } from './abnormal-character-filtering.ts';
import { customKeywordFiltering } from './custom-keyword-filtering.ts';
import { customRegexReplacement } from './custom-regex-replacement.ts';
import type { Operator } from './define-operator.ts';
import { endNode } from './end-node.ts';
import { imageDeduplication } from './image-deduplication.ts';
import { imageMetadataFiltering } from './image-metadata-filtering.ts';
import { personalDataAnonymization } from './personal-data-anonymization.ts';
import { startNode } from './start-node.ts';
import { symbolStandardization } from './symbol-standardization.ts';
import { textDeduplication } from './text-deduplication.ts';
import { textLengthFiltering } from './text-length-filtering.ts';
import { videoAspectRatioFiltering } from './video-aspect-ratio-filtering.ts';
import { videoDurationSegmentation } from './video-duration-segmentation.ts';
import { videoMetadataFiltering } from './video-metadata-filtering.ts';

/** All operators, in the order in which people meet them. */
export const OPERATORS: readonly Operator[] = [
  startNode,
  endNode,
  personalDataAnonymization,
  symbolStandardization,
  customRegexReplacement,
  abnormalCharacterFiltering,
  customKeywordFiltering,
  textLengthFiltering,
  textDeduplication,
  imageMetadataFiltering,
  imageDeduplication,
  videoDurationSegmentation,
  videoMetadataFiltering,
  videoAspectRatioFiltering,
];

export const operatorById: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((it) => [it.id, it]));
