const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idCheckCharacters = '10X98765432';

/** ISO 7064 MOD 11-2 over an 18-character resident identity number (GB 11643-1999, section 4.2.4). */
export const hasIdCheckDigit = (number: string): boolean => {
  const sum = idWeights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return idCheckCharacters[sum % 11] === number[17]?.toUpperCase();
};

/** Luhn (ISO/IEC 7812-1, annex B) over digits whose last is the check digit. */
export const hasLuhnDigit = (digits: string): boolean => {
  let sum = 0;
  for (let fromEnd = 0; fromEnd < digits.length; fromEnd++) {
    const digit = Number(digits[digits.length - 1 - fromEnd]);
    const counted = fromEnd % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
};

const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** The value of a letter is its place here modulo ten (49 CFR 565.15, table III). */
const vinLetters = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';

/** The check digit in the ninth place of a vehicle identification number (49 CFR 565.15 (c)). */
export const hasVinCheckDigit = (vin: string): boolean => {
  const sum = vinWeights.reduce(
    (total, weight, index) => total + weight * (vinLetters.indexOf(vin[index] ?? '') % 10),
    0,
  );
  return '0123456789X'[sum % 11] === vin[8];
};

/** True of a day that there was or will be: `20250229` is none. */
export const isDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};
