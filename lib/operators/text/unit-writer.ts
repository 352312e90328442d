/** Units to write as a table says. */
interface Mapped {
  readonly from: number;
  readonly to: number;
  /** By code unit: what it becomes. */
  readonly table: Uint16Array;
  /** By code unit: bits, at one of which writing stops. */
  readonly bits: Uint8Array;
  readonly stopAt: number;
}

/** Writes a text unit by unit into memory that is used again for the next. */
export interface UnitWriter {
  /** Starts a text with the first units of another. */
  start(units: Uint16Array, count: number): void;
  /** Gives where it stopped. */
  writeMapped(units: Uint16Array, mapped: Mapped): number;
  write(text: string): void;
  /** What is written. */
  text(): string;
}

const keptUnits = 1 << 18;

export const createUnitWriter = (): UnitWriter => {
  let written = new Uint16Array(4096);
  let count = 0;

  const makeRoom = (more: number): void => {
    if (count + more <= written.length) return;
    const larger = new Uint16Array((count + more) * 2);
    larger.set(written.subarray(0, count));
    written = larger;
  };

  return {
    start: (units, length) => {
      // What an uncommonly long text took is given back.
      if (written.length > keptUnits) written = new Uint16Array(keptUnits);
      count = 0;
      makeRoom(length);
      written.set(units.subarray(0, length));
      count = length;
    },
    writeMapped: (units, { from, to, table, bits, stopAt }) => {
      makeRoom(to - from);
      const into = written;
      let end = count;
      let at = from;
      // The places are within the array, and the tables have an entry for each unit.
      for (; at < to; at++) {
        const unit = units[at] as number;
        if (((bits[unit] as number) & stopAt) !== 0) break;
        into[end++] = table[unit] as number;
      }
      count = end;
      return at;
    },
    write: (text) => {
      makeRoom(text.length);
      for (let at = 0; at < text.length; at++) written[count++] = text.charCodeAt(at);
    },
    text: () => Buffer.from(written.buffer, 0, count * 2).toString('utf16le'),
  };
};
