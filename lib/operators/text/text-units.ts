/** Zeros behind a text, so that the units after its last can be looked at. */
export const paddingUnits = 6;
const keptUnits = 1 << 20;
/** Up to here, to ask the string is faster than to have it written. */
const fewUnits = 24;

/**
 * A function that gives a text as UTF-16 code units with zeros behind: an array read several times faster than the
 * string, good until the next call.
 */
export const createTextUnits = (): ((text: string) => Uint16Array) => {
  let buffer = bufferFor(0);
  return (text) => {
    const { length } = text;
    const needed = length + paddingUnits;
    // An uncommonly long text gets an array of its own, so that it is not held for ever.
    const target = needed > keptUnits ? bufferFor(needed) : grown(buffer, needed);
    if (needed <= keptUnits) buffer = target;
    const { units, bytes } = target;
    if (length > fewUnits) bytes.write(text, 'utf16le');
    else for (let at = 0; at < length; at++) units[at] = text.charCodeAt(at);
    for (let at = length; at < needed; at++) units[at] = 0;
    return units;
  };
};

interface UnitBuffer {
  readonly bytes: Buffer;
  readonly units: Uint16Array;
}

const bufferFor = (unitCount: number): UnitBuffer => {
  const memory = new ArrayBuffer(unitCount * 2);
  return { bytes: Buffer.from(memory), units: new Uint16Array(memory) };
};

const grown = (buffer: UnitBuffer, needed: number): UnitBuffer =>
  buffer.units.length >= needed ? buffer : bufferFor(Math.min(keptUnits, Math.max(4096, needed * 2)));
