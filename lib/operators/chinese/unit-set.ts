import type { UnitText } from './unit-text.ts';

/** A set of UTF-16 code units: 1 for those that it has. */
export type UnitSet = Uint8Array;

export const createUnitSet = (): UnitSet => new Uint8Array(0x10000);

export const addUnit = (set: UnitSet, unit: number): void => {
  set[unit] = 1;
};

export const unionOf = (sets: readonly UnitSet[]): UnitSet =>
  createUnitSet().map((_, unit) => (sets.some((set) => set[unit] === 1) ? 1 : 0));

export const hasUnitOf = (set: UnitSet, { units, length }: UnitText): boolean => {
  for (let index = 0; index < length; index++) {
    if (set[units[index] as number] === 1) return true; // there is an entry for each unit
  }
  return false;
};
