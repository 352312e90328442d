import type { RecordKey } from '../barrier.ts';
import type { Features } from './hash-features.ts';

/** A way to find what is alike. */
export interface Scheme {
  readonly bandCount: number;
  readonly sketchBytes: number;
  /** The bands and the sketch of a text that has features; absent where only equal texts count as alike. */
  readonly keyOf?: (features: Features) => Pick<RecordKey, 'bands' | 'sketch'>;
  readonly similarity: (one: Uint8Array, other: Uint8Array) => number | undefined;
}
