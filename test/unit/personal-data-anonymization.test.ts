import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasIdCheckDigit,
  hasLuhnDigit,
  hasVinCheckDigit,
} from '../../lib/operators/personal-data/checksums.ts';
import { textEdit } from './operators-edit.ts';

const anonymize = textEdit('personal-data-anonymization');
const remove = textEdit('personal-data-anonymization', { mode: 'delete' });

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const withCheckDigit =
  (characters: string, isValid: (number: string) => boolean) => (build: (check: string) => string) =>
    [...characters].map(build).find(isValid) ?? '';

const idCard = fc
  .tuple(
    fc.constantFrom('110105', '440304', '310115'),
    digits(3),
    fc.date({ min: new Date('1920-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
  )
  .map(([region, order, day]) => {
    const body = `${region}${day.toISOString().slice(0, 10).replaceAll('-', '')}${order}`;
    return withCheckDigit('0123456789X', hasIdCheckDigit)((check) => body + check);
  });
const imei = fc
  .tuple(fc.constantFrom('35', '86', '01', '49'), digits(12))
  .map(([body, serial]) => withCheckDigit('0123456789', hasLuhnDigit)((check) => body + serial + check));
const vin = fc
  .tuple(
    fc.constantFrom('LSV', 'WVW', '1HG', 'JTD'),
    fc.stringMatching(/^[A-HJ-NPR-Z0-9]{5}$/),
    fc.stringMatching(/^[A-HJ-NPR-TV-Y1-9][A-HJ-NPR-Z0-9]\d{6}$/),
  )
  .map(([maker, model, serial]) =>
    withCheckDigit('0123456789X', hasVinCheckDigit)((check) => maker + model + check + serial),
  );
const mobile = fc.tuple(fc.constantFrom('13', '15', '18', '19'), digits(9)).map((parts) => parts.join(''));
const octet = fc.integer({ min: 10, max: 255 });
const ip = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const mac = fc
  .tuple(fc.constantFrom(':', '-'), fc.array(hex(2), { minLength: 5, maxLength: 5 }))
  .map(([sign, pairs]) => ['a0', ...pairs].join(sign));
const plate = fc
  .tuple(
    fc.constantFrom('京', '粤', '沪'),
    fc.constantFrom('A', 'B'),
    fc.constantFrom('', '·'),
    fc.oneof(
      digits(5),
      digits(5).map((it) => `D${it}`),
      digits(4).map((it) => `${it}警`),
    ),
  )
  .map((parts) => parts.join(''));
const email = fc
  .tuple(
    fc.stringMatching(/^[a-z][a-z0-9]{0,8}(\.[a-z0-9]{1,8})?$/),
    fc.constantFrom('example.com', 'mail.example.co.uk', 'qq.com'),
  )
  .map((parts) => parts.join('@'));
const url = fc
  .tuple(
    fc.constantFrom('https://example.com', 'http://www.a-b.org:80', 'www.test.com'),
    fc.stringMatching(/^(\/[a-z0-9_-]{1,8}){0,3}$/),
  )
  .map((parts) => parts.join(''));
const passport = fc.tuple(fc.constantFrom('E', 'G'), digits(8)).map((parts) => parts.join(''));
const anyData = fc.oneof(idCard, imei, vin, mobile, ip, mac, plate, email, url, passport);

/** Text around that says nothing of what stands there. */
const surroundings = fc.constantFrom<readonly [string, string]>(
  ['他说是', '，对吗？'],
  ['（', '）以及其他'],
  ['It is ', ', I think'],
  ['("', '") and so on'],
  ['', ''],
  ['第一行\n', '\n第三行'],
);

describe('anonymizing personal data', () => {
  it('masks each piece whole and leaves its surroundings alone', () => {
    fc.assert(
      fc.property(anyData, surroundings, (data, [before, after]) => {
        expect(anonymize(before + data + after).text).toBe(`${before}*****${after}`);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves identity numbers and IMEIs whose check digit is wrong', () => {
    // In no region of China does an identity number of 15 digits start with 86 or 49.
    const device = imei.filter((number) => /^(?:86|49)/.test(number));
    const wrong = fc
      .oneof(idCard, device)
      .map((number) => number.slice(0, -1) + (number.endsWith('7') ? '8' : '7'));
    fc.assert(
      fc.property(wrong, surroundings, (number, [before, after]) => {
        // One digit off is never right again; another digit may be.
        fc.pre(!hasLuhnDigit(number) && !(number.length === 18 && hasIdCheckDigit(number)));
        expect(anonymize(before + number + after).text).toBe(before + number + after);
      }),
    );
  });

  it('finds nothing more the second time', () => {
    const pieces = fc.oneof(
      anyData,
      fc.constantFrom(' ', '，', '。', '-', '.', ':', '/', 'a', '1', '元', '(', ')', '@', '订单', 'v'),
    );
    for (const edit of [anonymize, remove]) {
      fc.assert(
        fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
          const { text } = edit(parts.join(''));
          expect(edit(text).text).toBe(text);
        }),
        { numRuns: 500 },
      );
    }
  });

  it('gives text without personal data back as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{Script=Han}a-zA-Z ，。！?;()\n0-9]{0,80}$/u), (text) => {
        fc.pre(!/\d{4}/.test(text) && !/[A-Z0-9]{5}/.test(text));
        expect(anonymize(text)).toEqual({ text, reasons: [] });
      }),
    );
  });

  it('names the kinds that it found as its reasons, each once', () => {
    expect(anonymize('a@example.com b@example.com 192.168.1.1').reasons).toEqual(['email', 'ip_address']);
  });

  it('takes a space with it when it deletes, so that no gap is left', () => {
    expect(remove('Call 13812345678 now. Mail a@example.com.').text).toBe('Call now. Mail.');
  });

  it('looks for the kinds asked for only', () => {
    const text = '13812345678 a@example.com www.test.com 192.168.1.1';
    expect(textEdit('personal-data-anonymization', { kinds: ['url'] })(text).text).toBe(
      '13812345678 a@example.com ***** 192.168.1.1',
    );
  });
});
