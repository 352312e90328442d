import { hasVinCheckDigit } from './checksums.ts';
import { isAfter } from './context.ts';
import { type Detector, textOf } from './detector.ts';

/** Vehicle identification numbers (ISO 3779) whose check digit is right, or that the text calls so. */
export const vin: Detector = {
  kind: 'vin',
  anchor: 'number',
  find: (text, word) => {
    if (word.end - word.start !== 17) return undefined;
    const number = textOf(text, word);
    if (!/^[A-HJ-NPR-Z0-9]{17}$/i.test(number)) return undefined;
    const isChecked = /[A-Z]/.test(number) && !/[a-z]/.test(number) && hasVinCheckDigit(number);
    return isChecked || isAfter(text, word.start, vinWord) ? word : undefined;
  },
};

const vinWord = /(?:(?<![a-z])vin|车架|車架|识别代[号码]|识别码|识别号|底盘号|chassis)[^\n\d]{0,12}$/i;
