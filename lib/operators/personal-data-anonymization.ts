import * as z from 'zod';
import { textTypeIds } from '../model/dataset-type.ts';
import { defineOperator, editingTexts } from './define-operator.ts';
import { removeKeywords } from './keywords/remove-keywords.ts';
import { createPersonalDataFinder, type PersonalDataSpan } from './personal-data/find-personal-data.ts';
import { PERSONAL_DATA_KINDS } from './personal-data/personal-data-kind.ts';

const maskText = '*****';
/** A hostile text could hide one number behind another without end. */
const mostRounds = 8;

const params = z.strictObject({
  kinds: z
    .array(z.enum(PERSONAL_DATA_KINDS))
    .min(1)
    .default([...PERSONAL_DATA_KINDS])
    .describe('Kinds of personal data to take away'),
  mode: z.enum(['mask', 'delete']).default('mask').describe('Put five asterisks in their place, or nothing'),
});

/** Masks or deletes personal data. */
export const personalDataAnonymization = defineOperator({
  id: 'personal-data-anonymization',
  version: 1,
  name: { en: 'Personal Data Anonymization', zh: '个人数据脱敏' },
  summary: {
    en: 'Masks or deletes mobile numbers, identity card numbers, e-mail and web addresses, Chinese licence plates, IP and MAC addresses, IMEIs, passport numbers and vehicle identification numbers. Numbers with a check digit count only when it is right; full-width digits count as digits.',
    zh: '对手机号、身份证号、邮箱、网址、中国车牌、IP与MAC地址、IMEI、护照号和车辆识别码进行打码或删除。带校验位的号码只有校验通过才会处理，全角数字视同半角。',
  },
  source:
    'Guide, section 4.1.6, Personal Data Anonymization; checks: GB 11643-1999, ISO/IEC 7812-1, 49 CFR 565.15',
  category: 'conversion',
  granularity: 'character',
  types: textTypeIds,
  params,
  reasons: {
    mobile_number: 'A mobile number of China, or an international number with a plus.',
    id_card: 'A Chinese resident identity number whose region, date and check digit are right.',
    email: 'An e-mail address.',
    url: 'A web address.',
    license_plate_cn: 'A Chinese licence plate, new-energy plates included.',
    ip_address: 'An IPv4 or IPv6 address.',
    mac_address: 'A MAC address.',
    imei: 'An IMEI whose check digit is right.',
    passport: 'A passport number.',
    vin: 'A vehicle identification number whose check digit is right, or that the text calls one.',
  },
  examples: [
    {
      title: 'masks a web address and leaves the full stop',
      input: { text: 'Data is from www.test.com.' },
      output: { text: 'Data is from *****.' },
    },
    {
      title: 'deletes instead of masking',
      params: { mode: 'delete' },
      input: { text: '电话13812345678，邮箱a.b@example.com。' },
      output: { text: '电话，邮箱。' },
    },
    {
      title: 'leaves an identity number whose check digit is wrong',
      input: { text: '11010519491231002X 110105194912310021' },
      output: { text: '***** 110105194912310021' },
    },
    {
      title: 'leaves prices, versions and order numbers',
      input: { text: '订单号13812345678，价格19800000000.50元，版本1.2.3.4，时间12:30:45' },
      output: { text: '订单号13812345678，价格19800000000.50元，版本1.2.3.4，时间12:30:45' },
    },
    {
      title: 'takes only the kinds asked for',
      params: { kinds: ['email'] },
      input: { text: 'a@example.com, 192.168.1.1' },
      output: { text: '*****, 192.168.1.1' },
    },
  ],
  create: ({ kinds, mode }) => {
    const find = createPersonalDataFinder(kinds);
    const takeAway = mode === 'mask' ? mask : removeKeywords;
    return editingTexts((text, hit) => {
      let result = text;
      // What goes may bring its neighbour into plain sight: look again until nothing is found.
      for (let round = 0; round < mostRounds; round++) {
        const spans = find(result);
        if (spans.length === 0) break;
        for (const { kind } of spans) hit(kind);
        result = takeAway(result, spans);
      }
      return result;
    });
  },
});

const mask = (text: string, spans: readonly PersonalDataSpan[]): string => {
  let result = '';
  let from = 0;
  for (const { start, end } of spans) {
    result += text.slice(from, start) + maskText;
    from = end;
  }
  return result + text.slice(from);
};
