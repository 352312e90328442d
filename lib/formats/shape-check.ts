import type { DatasetType, Shape } from '../model/dataset-type.ts';
import type { Note } from './field-faults.ts';

/** What a check of a shape must know. */
export interface ShapeCheck {
  readonly type: DatasetType;
  readonly shape: Shape;
  readonly note: Note;
}
