import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextUnits, paddingUnits } from '../../lib/operators/text/text-units.ts';
import { createUnitWriter } from '../../lib/operators/text/unit-writer.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.string({ unit: fc.constantFrom('a', '中', '\ud83d', '\udc00', '\0'), maxLength: 100 }),
);

describe('the units of a text', () => {
  it('are its code units with zeros behind, after longer and shorter texts', () => {
    const unitsOf = createTextUnits();
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = [
          ...text.split('').map((unit) => unit.charCodeAt(0)),
          ...Array(paddingUnits).fill(0),
        ];
        expect([...unitsOf(text).subarray(0, text.length + paddingUnits)]).toEqual(expected);
      }),
    );
  });

  it('of a text longer than what is kept do not end up in the next', () => {
    const unitsOf = createTextUnits();
    expect(unitsOf('長'.repeat(2_000_000))[1_999_999]).toBe('長'.charCodeAt(0));
    expect([...unitsOf('ab').subarray(0, 4)]).toEqual([97, 98, 0, 0]);
  });
});

describe('a unit writer', () => {
  const bits = new Uint8Array(0x10000);
  bits[0x62] = 1;
  const table = Uint16Array.from(bits, (_, unit) => (unit === 0x61 ? 0x41 : unit));
  const unitsOf = createTextUnits();

  it('writes the start of a text, what a table makes of the rest, and strings, as long as they come', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.nat(100), (text, added, place) => {
        const writer = createUnitWriter();
        const count = Math.min(place, text.length);
        const units = unitsOf(text);
        writer.start(units, count);
        const stopped = writer.writeMapped(units, { from: count, to: text.length, table, bits, stopAt: 0 });
        for (let time = 0; time < 100; time++) writer.write(added);
        expect(stopped).toBe(text.length);
        expect(writer.text()).toBe(
          text.slice(0, count) + text.slice(count).replaceAll('a', 'A') + added.repeat(100),
        );
      }),
    );
  });

  it('stops at a unit with one of the bits', () => {
    const writer = createUnitWriter();
    const units = unitsOf('aaba');
    writer.start(units, 0);
    expect(writer.writeMapped(units, { from: 0, to: 4, table, bits, stopAt: 1 })).toBe(2);
    expect(writer.text()).toBe('AA');
  });
});
