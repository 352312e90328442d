/** The kinds of personal data that can be told apart; the first wins where two fit the same characters. */
export const PERSONAL_DATA_KINDS = [
  'mobile_number',
  'id_card',
  'email',
  'url',
  'license_plate_cn',
  'ip_address',
  'mac_address',
  'imei',
  'passport',
  'vin',
] as const;
export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];
