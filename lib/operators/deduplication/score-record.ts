import { isArray, isObject } from '../../formats/recognize-shape.ts';
import type { JsonValue } from '../../model/json.ts';
import type { TextRecord } from '../../model/text-record.ts';

/** How good a record is: higher is better. Rounded to 32 bits, as it is kept. */
export type ScoreRecord = (record: TextRecord) => number;

/**
 * The number at a path of the record, such as `meta.quality`; a record that has none there is worse than any that has.
 * Without a path, how long the texts are altogether.
 */
export const createScore = (path: string): ScoreRecord => {
  if (path === '') return ({ texts }) => Math.fround(texts.reduce((sum, { length }) => sum + length, 0));
  const keys = path.split('.');
  return (record) => {
    let value: JsonValue | undefined = record.toValue();
    for (const key of keys) {
      if (isArray(value)) value = value[Number(key)];
      else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    }
    return typeof value === 'number' ? Math.fround(value) : Number.NEGATIVE_INFINITY;
  };
};
