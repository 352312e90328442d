import { textAfter, textBefore } from './expression.ts';

const reach = 16;

/** Whether what looks like a time of day is a part of something else: of a number, an address, code, a score, a verse. */
export const isOtherPair = (text: string, start: number, end: number): boolean => {
  const before = textBefore(text, start, reach);
  const after = textAfter(text, end, reach);
  if (before.endsWith('[') && PLACE_IN_FILM.test(text.slice(start, start + 3))) return true;
  return isPart(before, after) || OTHER_BEFORE.test(before) || BOOK.test(before) || OTHER_AFTER.test(after);
};

/** [0:00-0:05], [00:12]: few clocks in brackets show the first hour of the day, and many of players. */
const PLACE_IN_FILM = /^00?[:：]/;

/** A T, a colon or nothing after a date, a hyphen after a time, a colon after a word. */
const MAY_STAND_BEFORE =
  /(?:\dT|(?<!\d)\d{4}([-/])\d\d\1\d\d|(?:[a-z]-|\/)\d{4}:|\d[:：]\d\d-|[ap]\.?m\.?-|[\u4e00-\u9fff][:：]|[a-z]{3}:)$/i;

const isPart = (before: string, after: string): boolean => {
  if (/[\w.:：/\\$€£¥#=+-]$/.test(before) && !MAY_STAND_BEFORE.test(before)) return true;
  return (
    /^(?:[\w%/\\分秒]|[-–]\d{1,3}(?![\d:：/-]|\.\d| ?[ap]\.?m)|[.:：]\d)/.test(after) &&
    !/^(?:Z\b|[ap]m\b)/i.test(after)
  );
};

const OTHER_BEFORE =
  /(?:[a-z0-9_)\]]\[|(?:(?<![\w-])(?:duration|length|lasted|elapsed|running time)|时长|片长|全长|用时|耗时|历时|配速|比分?|以|按|比例|比率|第|章|分辨率|scores?|ratios?|odds|aspect|scales?|chapters?|verses?|won|lost|beat|wins?|lead|led|drew|record|maze)(?: (?:of|is|was|by|the)|[为是约])?[:：]?\s?)$/i;
const OTHER_AFTER =
  /^\s?(?:的?(?:比分|比例|比率|[战戰][胜勝]|[击擊][败敗]|[获獲取大险險完]?[胜勝]|[领領]先|落[后後]|告[负負]|不[敌敵]|逆[转轉])|(?:aspect|ratio|odds|scale|wins?|victory|loss|defeat|lead|split|mix|in favou?r)\b)/i;
const BOOK =
  /(?:\b(?:Gen(?:esis)?|Exod?(?:us)?|Lev(?:iticus)?|Num(?:bers)?|Deut(?:eronomy)?|Josh(?:ua)?|Judges|Ruth|Sam(?:uel)?|Kings|Chron(?:icles)?|Ezra|Neh(?:emiah)?|Esther|Job|Ps(?:alms?)?|Prov(?:erbs)?|Eccl(?:esiastes)?|Isa(?:iah)?|Jer(?:emiah)?|Ezek(?:iel)?|Dan(?:iel)?|Hosea|Joel|Amos|Micah|Zech(?:ariah)?|Mal(?:achi)?|Matt?(?:hew)?|Mark|Luke|John|Acts|Rom(?:ans)?|Cor(?:inthians)?|Gal(?:atians)?|Eph(?:esians)?|Phil(?:ippians)?|Col(?:ossians)?|Thess(?:alonians)?|Tim(?:othy)?|Heb(?:rews)?|James|Pet(?:er)?|Rev(?:elation)?|Surah?|Qur'?an|Koran)|(?:世|埃及|未|[数數]|命|[书書][亚亞]|[师師]|得|米|伯)[记記]|[诗詩]篇|箴言|福音|行[传傳]|[亚亞罗羅马馬多门門太来來弗撒道]{1,3}[书書]|[启啟]示[录錄])\.?[》」]?\s?$/;

/** Whether the words around a number such as 3:30 say that it is a time. */
export const isSaidToBeTime = (text: string, start: number, end: number): boolean => {
  const before = textBefore(text, start, reach);
  // [0:46-1:00] is a place in a film.
  return TIME_BEFORE.test(before) || (!before.endsWith('[') && TIME_AFTER.test(textAfter(text, end, reach)));
};

const DAY_WORD =
  '\\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\\.?|[今明昨当當每][早晚晨夜天日]|周[一二三四五六日天]|(?:星期|[礼禮]拜)[一二三四五六日天]';
const TIME_BEFORE = new RegExp(
  `(?:(?:\\b(?:at|by|until|till?|around|about|before|after|since|from)|[在于於至到约約早晚晨夜午]|${DAY_WORD}|[时時](?:[间間刻]|))[：:]?|@)\\s?$`,
  'i',
);
const TIME_AFTER =
  /^(?: ?(?:[ECMP][SD]?T|GMT|UTC|CES?T|[JK]ST|BST|IST|AES?T|hrs|hours)\b| on (?:the )?[A-Z\d]| ?(?:[-–—~～至到]|to) ?\d{1,2}[:：]\d\d)/;

const CHINESE_HOUR = new RegExp(`(?:[日号號]|${DAY_WORD}|[时時][间間]：?) ?$`);
const CHINESE_DURATION =
  /(?:差.{0,4}|第|赤[经經]|[用历歷耗][时時]|[时時][长長]|成[绩績]|共|[长長][达達]|[经經][过過]|[=＝<>＜＞≤≥])\s?$/;

/** Whether a Chinese hour without minutes is one: 3点 are three points far more often, and 早一点 is a little earlier. */
export const isSaidToBeHour = (text: string, index: number): boolean => {
  const before = textBefore(text, index, reach);
  return CHINESE_HOUR.test(before) || (/[早晚夜]$/.test(before) && /\d/.test(text.charAt(index)));
};

/** Twelve at night is the hour 0 of another day than the one that is spoken of. */
export const isMidnight = (text: string, index: number, hour: number): boolean =>
  hour === 12 && NIGHT_BEFORE.test(textBefore(text, index, 2));

/** 今晚8点, 今夜8:30 */
export const isInEvening = (text: string, index: number, hour: number): boolean =>
  hour > 4 && hour < 12 && NIGHT_BEFORE.test(textBefore(text, index, 2));

const NIGHT_BEFORE = /[晚夜] ?$/;

/** Whether what looks like a Chinese time is how long something took, an item of a list or a place in the sky. */
export const isOtherHour = (text: string, index: number): boolean => {
  const before = textBefore(text, index, 6);
  return (
    /(?:[\d.]|(?<![周期拜])[零〇一二两兩三四五六七八九十百千])$/.test(before) || CHINESE_DURATION.test(before)
  );
};
