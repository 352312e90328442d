import { NUMBER, parseNumber } from './chinese-number.ts';
import { isInEvening, isMidnight, isOtherHour, isSaidToBeHour } from './clock-context.ts';
import { realTime } from './clock-time.ts';
import { isAfterDate, isAfterTimeInChinese } from './connection.ts';
import { type Expression, matchAt, type TimeExpression, textAfter, textBefore } from './expression.ts';
import { hourOfPeriod, PERIOD } from './half-day.ts';

const HOUR = new RegExp(`(${NUMBER}) ?[点點时時]`, 'y');
/** What follows the hour: half, quarters, o'clock, minutes and seconds, minutes alone. */
const REST = new RegExp(
  `(?: ?(半)(?![点點个個天年月数數价價])| ?([一三])刻[钟鐘]?| ?([钟鐘](?![头頭表]|方[向位])|整(?![理个個体體顿頓改合数數套])|正(?=[，。,. ]|$))| ?(${NUMBER}) ?分(?![钟鐘之])(?: ?(${NUMBER}) ?秒)?|(\\d{2}|[零一二三四五][一二三四五六七八九十]{1,2})(?![\\d.:：个個名位人次年月日号號元块塊种種条條度公米万萬千百岁歲级級倍%％十点點时時分秒]))?`,
  'y',
);
const PERIOD_BEFORE = new RegExp(`${PERIOD} ?$`);

/** Finds 15时30分, 下午三点一刻 or 八点半 whose hour starts at an index, after what was found `last`. */
export const matchChineseTime = (
  text: string,
  index: number,
  last: Expression | undefined,
): TimeExpression | undefined => {
  const match = matchAt(HOUR, text, index);
  const written = parseNumber(match?.[1] ?? '-');
  if (match === null || written === undefined || isOtherHour(text, index)) return undefined;
  const period = PERIOD_BEFORE.exec(textBefore(text, index, 3))?.[0] ?? '';
  const isHour =
    period !== '' ||
    isSaidToBeHour(text, index) ||
    isAfterDate(text, index, last) ||
    isAfterTimeInChinese(text, index, last);
  const afterHour = index + match[0].length;
  const rest = restAt(text, afterHour, isHour);
  if (rest === undefined) return undefined;
  const hour = period === '' ? hourInHalf(written, text, index, last) : hourOfPeriod(written, period);
  const time = realTime({ ...rest.parts, hour });
  const hasHalf = period !== '' || hour !== written;
  return time && { kind: 'time', start: index - period.length, end: afterHour + rest.length, time, hasHalf };
};

interface Rest {
  readonly length: number;
  readonly parts: { readonly minute: number | undefined; readonly second: number | undefined };
}

/** Undefined where nothing but the unit would say that the number before it is an hour. */
const restAt = (text: string, index: number, isHour: boolean): Rest | undefined => {
  const match = matchAt(REST, text, index);
  const [whole = '', half, quarters, mark, minutes, seconds, bareMinutes] = match ?? [];
  if (half !== undefined) return rest(whole, 30);
  if (quarters !== undefined) return rest(whole, quarters === '一' ? 15 : 45);
  if (mark !== undefined) return rest(whole, 0);
  if (minutes !== undefined) {
    return rest(whole, parseNumber(minutes) ?? 60, seconds === undefined ? 0 : (parseNumber(seconds) ?? 60));
  }
  if (!isHour || /^ ?(?:\d{0,3}分|多)/.test(textAfter(text, index, 5))) return undefined;
  return bareMinutes === undefined ? rest('', 0) : rest(whole, parseNumber(bareMinutes) ?? 60);
};

const rest = (whole: string, minute: number, second = 0): Rest => ({
  length: whole.length,
  parts: { minute, second },
});

/** 今晚8点 is in the evening, and so is the end of 下午2点到5点. */
const hourInHalf = (
  hour: number,
  text: string,
  index: number,
  last: Expression | undefined,
): number | undefined => {
  if (isMidnight(text, index, hour)) return undefined;
  if (isInEvening(text, index, hour)) return hour + 12;
  if (!isAfterTimeInChinese(text, index, last) || !last.hasHalf || hour >= 12) return hour;
  return last.time.hour >= 12 && hour + 12 > last.time.hour ? hour + 12 : hour;
};
