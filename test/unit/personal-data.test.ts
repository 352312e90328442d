import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasIdCheckDigit,
  hasLuhnDigit,
  hasVinCheckDigit,
} from '../../lib/operators/personal-data/checksums.ts';
import { createPersonalDataFinder } from '../../lib/operators/personal-data/find-personal-data.ts';
import { PERSONAL_DATA_KINDS } from '../../lib/operators/personal-data/personal-data-kind.ts';

const find = createPersonalDataFinder(PERSONAL_DATA_KINDS);
const found = (text: string) => find(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('personal data is found whole', () => {
  it.each([
    ['mobile_number', '13812345678', '请拨打13812345678联系我'],
    ['mobile_number', '+86 138-1234-5678', '电话：+86 138-1234-5678。'],
    ['mobile_number', '138 1234 5678', '手机138 1234 5678'],
    ['mobile_number', '008613912345678', 'tel:008613912345678'],
    ['mobile_number', '１３８１２３４５６７８', '微信同号１３８１２３４５６７８'],
    ['mobile_number', '+1 415-555-0132', 'call +1 415-555-0132 now'],
    ['mobile_number', '+1 (415) 555-0132', '+1 (415) 555-0132'],
    ['mobile_number', '+44 20 7946 0958', 'Tel. +44 20 7946 0958.'],
    ['id_card', '11010519491231002X', '身份证11010519491231002X，'],
    ['id_card', '110105491231002', '身份证号110105491231002'],
    ['email', 'test.user+tag@mail.example.com.cn', '邮箱test.user+tag@mail.example.com.cn谢谢'],
    ['email', 'a_b@qq.com', 'Mail me: a_b@qq.com.'],
    ['url', 'www.test.com', 'Data is from www.test.com.'],
    ['url', 'https://example.com/a?b=1&c=2', '见https://example.com/a?b=1&c=2，谢谢'],
    ['url', 'https://en.example.org/wiki/A_(b)', '(see https://en.example.org/wiki/A_(b))'],
    ['url', 'ftp://files.example.com/x', 'at ftp://files.example.com/x!'],
    ['license_plate_cn', '京A12345', '车牌京A12345停'],
    ['license_plate_cn', '粤B·D12345', '粤B·D12345'],
    ['license_plate_cn', '沪AD12345', '沪AD12345新能源'],
    ['license_plate_cn', '粤Z1234港', '粤Z1234港'],
    ['ip_address', '192.168.1.254', '服务器192.168.1.254上'],
    ['ip_address', '10.0.0.1', 'at 10.0.0.1:8080'],
    ['ip_address', '2001:db8::ff00:42:8329', 'addr 2001:db8::ff00:42:8329 ok'],
    ['mac_address', '20-6E-D4-88-F3-98', 'MAC address: 20-6E-D4-88-F3-98'],
    ['mac_address', '20:6e:d4:88:f3:98', '20:6e:d4:88:f3:98'],
    ['mac_address', '206e.d488.f398', '206e.d488.f398'],
    ['imei', '490154203237518', 'IMEI:490154203237518'],
    ['imei', '49-015420-323751-8', '49-015420-323751-8'],
    ['passport', 'E12345678', '护照号E12345678'],
    ['passport', 'EA1234567', '护照EA1234567'],
    ['passport', 'X1234567', 'Passport No. X1234567'],
    ['vin', '1HGCM82633A004352', '车架号1HGCM82633A004352'],
    ['vin', 'WVWZZZ1JZXW000001', 'VIN: WVWZZZ1JZXW000001'],
  ])('%s: %s in %j', (kind, data, text) => {
    expect(found(text)).toEqual([[kind, data]]);
  });
});

describe('what only looks like personal data stays', () => {
  it.each([
    '订单号202503031381234567812',
    '数量为13812345678901',
    '版本1.2.3.4',
    'v1.2.3.4',
    'Section 1.2.3.4 says',
    'release 10.20.30.40',
    'ISBN 9787111128069',
    '时间12:30:45',
    '银行12345678901234567',
    '圆周率3.14159265358',
    '章节10.2.1',
    '身份证110105194912310021',
    '身份证11010519490230002X',
    '日期2025-03-03，2025.03.03',
    'ABCDEFGHJKLMNPRST',
    'WVWZZZ1JZXW000001',
    'user@localhost',
    '价格19800000000.50元',
    'IMEI 356938035643800',
    '京东A座12345',
    'ff:ff:ff',
    'v1.10.100.1-beta',
    'std::vector<int>, a::b',
    '10:20:30:40:50:60:70',
    'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '比例1:2:3:4:5:6',
    '+100 points and +2000 more',
    '1234.5678.9012',
    '256.1.1.1 and 1.2.3',
    '粤港澳大湾区2025',
    '@decorator and a@b',
    'http is a protocol',
    '000000000000000',
    '1 + 2 = 3; x = y ? 1 : 2',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('numbers with a check digit', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
  const around = fc.constantFrom<[string, string]>(['号码', '，'], ['No. ', ' is it'], ['（', '）']);
  const checkDigit = (body: string, characters: string, isValid: (number: string) => boolean): string =>
    [...characters].map((last) => body + last).find(isValid) ?? '';

  it('are found in any surroundings when it is right, and stay when it is wrong: identity cards', () => {
    const date = fc.date({ min: new Date('1920-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(digits(4), date, digits(3), around, (region, day, order, [before, after]) => {
        const body = `11${region}${day.toISOString().slice(0, 10).replaceAll('-', '')}${order}`;
        const number = checkDigit(body, '0123456789X', hasIdCheckDigit);
        expect(found(before + number + after)).toEqual([['id_card', number]]);
        const wrong = body + (number.endsWith('1') ? '2' : '1');
        expect(found(before + wrong + after).filter(([kind]) => kind === 'id_card')).toEqual([]);
      }),
    );
  });

  it('are found in any surroundings when it is right: IMEIs', () => {
    fc.assert(
      fc.property(digits(12), around, (rest, [before, after]) => {
        const imei = checkDigit(`35${rest}`, '0123456789', hasLuhnDigit);
        expect(found(before + imei + after).map(([, data]) => data)).toEqual([imei]);
      }),
    );
  });

  it('are found in any surroundings when it is right: VINs', () => {
    const part = (length: number) => fc.stringMatching(new RegExp(`^[A-HJ-NPR-Z0-9]{${length}}$`));
    fc.assert(
      fc.property(part(8), part(7), around, (start, rest, [before, after]) => {
        const vin =
          [...'0123456789X'].map((check) => `${start}${check}A${rest}`).find(hasVinCheckDigit) ?? '';
        const isMixed = /\d/.test(vin) && !/^\d+$/.test(vin);
        if (isMixed) expect(found(before + vin + after)).toEqual([['vin', vin]]);
      }),
    );
  });
});

describe('anonymizing', () => {
  it('finds nothing in letters and Chinese', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z 一-龥，。！？]{0,200}$/), (text) => found(text).length === 0),
    );
  });

  it('gives spans from left to right that never overlap, whatever the text', () => {
    const pieces = fc.constantFrom(
      '13812345678',
      'www.a.com/',
      '@',
      'a@b.cn',
      '10.0.0.1',
      '京A12345',
      ' ',
      ':',
      '::',
      'x',
      '1',
      '。',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const spans = find(parts.join(''));
        expect(
          spans.every(({ start, end }, index) => start < end && start >= (spans[index - 1]?.end ?? 0)),
        ).toBe(true);
      }),
    );
  });

  it('takes time in proportion to the text, however hostile it is', () => {
    const pieces = [
      '1',
      '1 ',
      '0044 ',
      'a.',
      '.com',
      'a@',
      ':',
      'f:',
      '::',
      '+1 ',
      '(1',
      'www.',
      'www.a',
      '京A',
      '(',
      'E1',
      'a-',
    ];
    for (const piece of [...pieces, 'http://', 'http://a/', 'http://a@', '１', '1.', 'ab:', '00-', '86)']) {
      expect(find(piece.repeat(100_000)).length).toBeLessThan(100_001);
    }
  });
});
