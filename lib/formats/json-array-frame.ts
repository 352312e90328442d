import { closeBracket, comma, KIND, kindOf, openBracket } from './json-bytes.ts';

/**
 * What a byte outside elements is: part of the array around them, the start of an element, or out of place. An element
 * that a comma should precede is still one.
 */
export type FrameByte = 'frame' | 'element' | 'element without comma' | 'stray';

export interface ArrayFrame {
  take(byte: number): FrameByte;
  /** True while the array's end is still to come. */
  isOpen(): boolean;
}

/** Follows what stands around the elements: one array, or nothing when values stand one after the other. */
export const createArrayFrame = (): ArrayFrame => {
  let place: 'start' | 'in array' | 'in values' | 'after array' = 'start';
  let due: 'element or end' | 'element' | 'comma or end' = 'element or end';

  const takeInArray = (byte: number): FrameByte => {
    const previousDue = due;
    if (byte === comma) {
      due = 'element';
      return previousDue === 'comma or end' ? 'frame' : 'stray';
    }
    if (byte === closeBracket) {
      place = 'after array';
      return previousDue === 'element' ? 'stray' : 'frame';
    }
    if (isPunctuation(byte)) return 'stray';
    due = 'comma or end';
    return previousDue === 'comma or end' ? 'element without comma' : 'element';
  };

  return {
    isOpen: () => place === 'in array',
    take: (byte) => {
      if (place === 'start') {
        place = byte === openBracket ? 'in array' : 'in values';
        if (place === 'in array') return 'frame';
      }
      if (place === 'in array') return takeInArray(byte);
      return place === 'after array' || isPunctuation(byte) ? 'stray' : 'element';
    },
  };
};

const isPunctuation = (byte: number): boolean =>
  kindOf(byte) === KIND.close || kindOf(byte) === KIND.separator;
