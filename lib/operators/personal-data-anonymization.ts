import * as z from 'zod';
import { SluiceError } from '../errors/sluice-error.ts';
import { textTypeIds } from '../model/dataset-type.ts';
import { defineOperator, editingTexts } from './define-operator.ts';
import { replaceParts } from './keywords/remove-keywords.ts';
import { createPersonalDataFinder, type PersonalDataSpan } from './personal-data/find-personal-data.ts';
import { PERSONAL_DATA_KINDS, type PersonalDataKind } from './personal-data/personal-data-kind.ts';
import { createPseudonyms } from './personal-data/pseudonym.ts';

const maskText = '*****';
/** A hostile text could hide one number behind another without end. */
const mostRounds = 8;

/** What can take the place of personal data. */
const MODES = ['mask', 'delete', 'label', 'pseudonym'] as const;
type Mode = (typeof MODES)[number];

const params = z.strictObject({
  kinds: z
    .array(z.enum(PERSONAL_DATA_KINDS))
    .min(1)
    .default([...PERSONAL_DATA_KINDS])
    .describe('Kinds of personal data to take away'),
  mode: z
    .enum(MODES)
    .default('mask')
    .describe(
      'What takes their place: five asterisks, nothing, the kind (`[EMAIL]`), or a pseudonym that is the same for the same data',
    ),
  modes: z
    .partialRecord(z.enum(PERSONAL_DATA_KINDS), z.enum(MODES))
    .default({})
    .describe('Modes of single kinds, where they differ from `mode`'),
  key_path: z
    .string()
    .optional()
    .describe(
      'For pseudonyms: address of a text file with a secret key of at least 16 characters, which only those may read who may match pseudonyms with data',
    ),
});
type Params = z.output<typeof params>;

/** Masks, deletes or replaces personal data. */
export const personalDataAnonymization = defineOperator({
  id: 'personal-data-anonymization',
  version: 2,
  name: { en: 'Personal Data Anonymization', zh: '个人数据脱敏' },
  summary: {
    en: 'Masks, deletes or replaces mobile numbers, identity card numbers, e-mail and web addresses, Chinese licence plates, IP and MAC addresses, IMEIs, passport numbers and vehicle identification numbers. Numbers with a check digit count only when it is right; full-width digits count as digits. Pseudonyms need a secret key, which is read from a file and stands in no recipe, report or log; with the same key the same data has the same pseudonym in all runs.',
    zh: '对手机号、身份证号、邮箱、网址、中国车牌、IP与MAC地址、IMEI、护照号和车辆识别码进行打码、删除或替换。带校验位的号码只有校验通过才会处理，全角数字视同半角。假名替换需要密钥文件，密钥不会出现在配方、报告和日志中；密钥相同时，同一数据在各次运行中的假名相同。',
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
    {
      title: 'puts the kind in its place, and deletes one kind',
      params: { mode: 'label', modes: { url: 'delete' } },
      input: { text: '手机13812345678，见www.test.com。Mail a@b.com' },
      output: { text: '手机[MOBILE_NUMBER]，见。Mail [EMAIL]' },
    },
    {
      title: 'replaces data by pseudonyms that are the same wherever the data is',
      params: { mode: 'pseudonym', key_path: 's3://secrets/pseudonyms.key' },
      resources: { key: 'an example of a secret key' },
      input: { text: 'Mail A@b.com or a@b.com, call 138 1234 5678 or +86 13812345678' },
      output: {
        text: 'Mail user-0a6402d17162@example.com or user-0a6402d17162@example.com, call 11554746158 or 11554746158',
      },
    },
  ],
  resources: (given) =>
    given.key_path === undefined || !needsKey(given) ? [] : [{ name: 'key', address: given.key_path }],
  create: (given, resources) => {
    const find = createPersonalDataFinder(given.kinds);
    const replacementOf = replacements(given, resources.get('key'));
    return editingTexts((text, hit) => {
      let result = text;
      // What goes may bring its neighbour into plain sight: look again until nothing is found.
      for (let round = 0; round < mostRounds; round++) {
        const before = result;
        const spans = find(before);
        if (spans.length === 0) break;
        result = replaceParts(before, spans, (span) => {
          const data = before.slice(span.start, span.end);
          const replacement = replacementOf(span, data);
          if (replacement !== data) hit(span.kind);
          return replacement;
        });
        if (result === before) break;
      }
      return result;
    });
  },
});

const modeOf = ({ mode, modes }: Params, kind: PersonalDataKind): Mode => modes[kind] ?? mode;

const needsKey = (given: Params): boolean => given.kinds.some((kind) => modeOf(given, kind) === 'pseudonym');

type ReplacementOf = (span: PersonalDataSpan, data: string) => string;

const replacements = (given: Params, key: string | undefined): ReplacementOf => {
  const pseudonymOf = needsKey(given) ? createPseudonyms(usableKey(key)) : () => maskText;
  const byMode: Readonly<Record<Mode, ReplacementOf>> = {
    mask: () => maskText,
    delete: () => '',
    label: ({ kind }) => `[${kind.toUpperCase()}]`,
    pseudonym: ({ kind }, data) => pseudonymOf(kind, data),
  };
  return (span, data) => byMode[modeOf(given, span.kind)](span, data);
};

/** A shorter key could be found by trying. */
const shortestKey = 16;

const usableKey = (text: string | undefined): string => {
  const operator = 'personal-data-anonymization';
  if (text === undefined) throw new SluiceError('ModelArts.72020002', { operator, parameter: 'key_path' });
  const key = text.replace(/^\uFEFF/, '').trim();
  if (key.length >= shortestKey) return key;
  const reason = `the key has fewer than ${shortestKey} characters`;
  throw new SluiceError('ModelArts.72090007', { operator, parameter: 'key_path', reason });
};
