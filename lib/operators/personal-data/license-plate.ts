import { type Detector, matchAt, textOf } from './detector.ts';

/** Chinese licence plates (GA 36-2018): common, new-energy, special, of embassies and consulates. */
export const licensePlate: Detector = {
  kind: 'license_plate_cn',
  anchor: 'province',
  find: (text, { start }) => {
    const next = text.charCodeAt(start + 1);
    if (next > 0x5a || next < 0x30) return undefined;
    const span =
      matchAt(special, text, start) ?? matchAt(newEnergy, text, start) ?? matchAt(embassy, text, start);
    if (span !== undefined) return span;
    const common = matchAt(commonForm, text, start);
    return common !== undefined && /\d.*\d.*\d/.test(textOf(text, { start: common.end - 5, end: common.end }))
      ? common
      : undefined;
  },
};

const place = '[^使领領][A-HJ-NP-Z][·•・‧.\\- ]?';
const end = '(?![A-Za-z0-9_])';
const commonForm = new RegExp(`${place}[A-HJ-NP-Z0-9]{5}${end}`, 'y');
// Small cars: a letter of the drive, then one that may be a letter; large ones: the letter comes last.
const newEnergy = new RegExp(`${place}(?:[A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[A-HJK])${end}`, 'y');
const special = new RegExp(
  `${place}[A-HJ-NP-Z]?\\d{1,2}[A-HJ-NP-Z0-9]{0,2}\\d[警学學挂掛港澳试試超领領使](?![A-Za-z0-9])`,
  'y',
);
const embassy = /[使领領]\d{3}[·•・‧]\d{3}(?!\d)/y;
