import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextRecord } from '../../lib/formats/text-record.ts';
import { parseRecipe } from '../../lib/operators/parse-recipe.ts';
import {
  PERSONAL_DATA_KINDS,
  type PersonalDataKind,
} from '../../lib/operators/personal-data/personal-data-kind.ts';
import { createPseudonyms } from '../../lib/operators/personal-data/pseudonym.ts';
import { personalDataAnonymization } from '../../lib/operators/personal-data-anonymization.ts';
import { privacyIdentification } from '../../lib/operators/privacy-identification.ts';
import { textEdit } from './operators-edit.ts';

const secret = 'a secret of more than sixteen characters';

const edit =
  (given: Record<string, unknown>, key = secret) =>
  (text: string): string => {
    const params = personalDataAnonymization.params.parse({ key_path: 's3://b/key', ...given });
    const record = createTextRecord(JSON.stringify({ text }), 'pretrain');
    personalDataAnonymization.create(params, new Map([['key', key]]))(record);
    return record.texts[0] ?? '';
  };
const pseudonymize = edit({ mode: 'pseudonym' });

/** Every letter or pair of letters that a Chinese passport number starts with, in turn. */
const passportAt = (index: number): string => {
  const starts = ['E', 'G', 'D', 'S', 'P', 'EA', 'EH', 'EZ', 'PE', 'SE', 'DE'];
  const start = starts[index % starts.length] ?? '';
  return start + String(Math.floor(index / starts.length)).padStart(9 - start.length, '0');
};

/** A piece of each kind, twice in other spellings, and the form of its pseudonym. */
const pieces: readonly (readonly [kind: string, one: string, other: string, form: RegExp])[] = [
  ['mobile_number', '138-1234-5678', '+86１３８１２３４５６７８', /^1[012]\d{9}$/],
  ['id_card', '11010519491231002X', '110105 19491231 002x', /^99\d{16}$/],
  ['email', 'Zhang.San@Example.com', 'zhang.san@example.com', /^user-[0-9a-f]{12}@example\.com$/],
  ['url', 'https://a.com/b', 'https://a.com/b', /^https:\/\/example\.com\/[0-9a-f]{12}$/],
  ['license_plate_cn', '京A12345', '京A·12345', /^\p{L}I[0-9A-HJ-NP-Z]{5}$/u],
  ['ip_address', '192.168.10.20', '192.168.10.20', /^2(?:4\d|5[0-4])(?:\.\d{1,3}){3}$/],
  ['ip_address', '2001:DB8::FF00:42:8329', '2001:db8::ff00:42:8329', /^2001:db8(?::[0-9a-f]{4}){6}$/],
  ['mac_address', '20-6E-D4-88-F3-98', '20:6e:d4:88:f3:98', /^03(?::[0-9a-f]{2}){5}$/],
  ['imei', '490154203237518', '49-015420-323751-8', /^00\d{13}$/],
  ['passport', 'E12345678', 'E12345678', /^XX0[0-9A-HJ-NP-Z]{6}$/],
  ['vin', '1HGCM82633A004352', '1HGCM82633A004352', /^Q[0-9A-F]{16}$/],
];

describe('pseudonyms', () => {
  it.each(pieces)('of %s are the same for the same data, and valid nowhere: %s', (kind, one, other, form) => {
    const name = pseudonymize(`(${one})`).slice(1, -1);
    expect(name).toMatch(form);
    expect(pseudonymize(`（${other}）`).slice(1, -1)).toBe(name);
    expect(edit({ mode: 'pseudonym' }, `${secret}!`)(`(${one})`)).not.toContain(name);
    expect(edit({ mode: 'pseudonym', kinds: [kind] })(`(${one})`)).toBe(`(${name})`);
  });

  it('stay when a text is done again', () => {
    const piece = fc.constantFrom(
      ...pieces.flatMap(([, one, other]) => [one, other]),
      '护照',
      '护照号：AB1234567',
      'Passport No. 123456789',
      '，',
      ' ',
      'VIN',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
        const once = pseudonymize(parts.join(' , '));
        expect(pseudonymize(once)).toBe(once);
      }),
    );
  });

  const bodyOf = (number: number, length: number): string => String(number).padStart(length, '0');

  it.each<[string, PersonalDataKind, (index: number) => string, number]>([
    ['mobile numbers that start alike', 'mobile_number', (index) => `138${bodyOf(index * 997, 8)}`, 20_000],
    ['Chinese passports of all kinds', 'passport', passportAt, 100_000],
    [
      'addresses of a network',
      'ip_address',
      (index) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      100_000,
    ],
    ['plates of an office', 'license_plate_cn', (index) => `京A${bodyOf(index, 5)}`, 20_000],
    ['mail addresses', 'email', (index) => `person.${index}@example.org`, 20_000],
    ['devices', 'vin', (index) => `1HGCM826${bodyOf(index, 9)}`, 20_000],
  ])('are never the same for two %s', (_, kind, pieceAt, many) => {
    const pseudonymOf = createPseudonyms(secret);
    const names = new Set<string>();
    for (let index = 0; index < many; index++) names.add(pseudonymOf(kind, pieceAt(index)));
    expect(names.size).toBe(many);
  });

  it('need a key of some length, and none where no kind has them', () => {
    const create = (given: Record<string, unknown>, resources: ReadonlyMap<string, string>) => () =>
      personalDataAnonymization.create(personalDataAnonymization.params.parse(given), resources);
    expect(create({ mode: 'pseudonym' }, new Map())).toThrowError(
      expect.objectContaining({ code: 'ModelArts.72020002' }),
    );
    expect(create({ mode: 'pseudonym' }, new Map([['key', ' short \n']]))).toThrowError(
      expect.objectContaining({ code: 'ModelArts.72090007' }),
    );
    expect(create({ kinds: ['url'], modes: { email: 'pseudonym' } }, new Map())).not.toThrow();
  });

  it('have no key in the recipe', () => {
    const params = { mode: 'pseudonym', key: secret };
    expect(() =>
      parseRecipe({ operators: [{ id: 'personal-data-anonymization', params }] }, 'pretrain'),
    ).toThrowError(expect.objectContaining({ code: 'ModelArts.72090007' }));
  });
});

describe('modes of single kinds', () => {
  it('stand beside each other in one text', () => {
    const text = 'Mail a@b.com , see www.test.com or call 13812345678 at 10.20.30.40.';
    const modes = { email: 'label', url: 'delete', mobile_number: 'pseudonym' };
    expect(edit({ modes })(text)).toMatch(/^Mail \[EMAIL\] , see or call 1[012]\d{9} at \*{5}\.$/);
  });

  it('has a label for each kind, which nobody takes for data', () => {
    const labels = PERSONAL_DATA_KINDS.map((kind) => `[${kind.toUpperCase()}]`).join(' ');
    expect(textEdit('personal-data-anonymization')(labels).text).toBe(labels);
  });
});

describe('privacy-identification', () => {
  const identify = (record: unknown, given: Record<string, unknown> = {}) => {
    const made = createTextRecord(JSON.stringify(record), 'pretrain');
    const verdict = privacyIdentification.create(privacyIdentification.params.parse(given), new Map())(made);
    return { verdict, value: made.toValue() };
  };

  it('gives places, data and category as the guide shows them', () => {
    const text = 'You save my MAC address: 20-6E-D4-88-F3-98';
    expect(identify({ text }).value).toEqual({
      text,
      text_pii_moderation: {
        suggestion: 'block',
        details: [{ start: 25, end: 42, length: 17, data: '20-6E-D4-88-F3-98', category: 'MAC_ADDRESS' }],
      },
    });
  });

  it('counts in the units of the text, whatever stands before', () => {
    const text = '😀号１３８１２３４５６７８';
    const { text_pii_moderation: field } = identify({ text }).value as {
      text_pii_moderation: { details: { start: number; end: number; data: string }[] };
    }; // as identify has written it
    for (const { start, end, data } of field.details) expect(text.slice(start, end)).toBe(data);
    expect(field.details).toHaveLength(1);
  });

  it('drops with the filter what holds personal data, and labels the rest', () => {
    expect(identify({ text: 'a@b.com' }, { filter: true }).verdict).toEqual({ dropped: 'block' });
    expect(identify({ text: 'hello' }, { filter: true }).verdict).toEqual({ changed: ['pass'] });
  });
});
