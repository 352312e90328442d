import { chineseBytes, isCommonHan, WINDOWS_CHARACTERS, westernBytes } from './garbled-bytes.ts';

/**
 * UTF-8 that was read as Western or Chinese text, as what it was: `CafÃ©` as `Café`, `浣犲ソ` as `你好`. A run of characters
 * is repaired only when its bytes in the old encoding are valid UTF-8 to the last one, and what they say is likelier than
 * what stands there. What has lost bytes, such as 锟斤拷, stays.
 */
export const repairMojibake = (text: string): string => repairChinese(repairWestern(text));

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decoded = (bytes: Uint8Array | undefined): string | undefined => {
  if (bytes === undefined) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined; // it was no UTF-8
  }
};

const westernUnits = String.raw`\u0080-\u00ff${WINDOWS_CHARACTERS.replace(/[\u0080-\u009f]/g, '')}`;
/** The first two of the three characters that a Chinese one became. */
const chineseStart = `[ãäåæçèé][${westernUnits}]`;
/** A space after such a start was a no-break space, the third of them, until some editor changed it. */
const westernRun = new RegExp(
  `(?:[${westernUnits}]|(?<=${chineseStart}) (?=(?:${chineseStart}|ï¼)[${westernUnits} ])){2,}`,
  'g',
);
/** How UTF-8 of letters, punctuation, Chinese and emoji starts when it is read as Western text. */
const westernStart = new RegExp(`[ÂÃÄÅÎÏÐÑâãäåæçèéêëìíïð][${westernUnits}]`);
/** Text garbled several times is repaired as often. */
const mostTimes = 3;

const repairWestern = (text: string): string => {
  let result = text;
  for (let time = 0; time < mostTimes && westernStart.test(result); time++) {
    const before = result;
    result = before.replace(westernRun, (run, at: number, whole: string) => {
      const repaired = decoded(westernBytes(run.replaceAll(' ', '\u00a0')));
      if (repaired === undefined || !isLikelyOfWestern(repaired)) return run;
      return isByChance(whole.slice(Math.max(0, at - 2), at), run, repaired) ? run : repaired;
    });
    if (result === before) break;
  }
  return result;
};

/**
 * Letters of Western and Central Europe, typographic and Chinese characters, emoji, and words of Greek and Cyrillic: of
 * rarer ones, two signs that meet, as in `Spaß»`, make one by chance.
 */
const isLikelyOfWestern = (text: string): boolean =>
  /^(?:[\u0080-\u017f\u2010-\u2122\u2190-\u27bf\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef\ufeff]|[\u0370-\u052f]{2,}|\p{Extended_Pictographic}|[\ufe0f\u200d]|\p{Emoji_Modifier})+$/u.test(
    text,
  );

/**
 * Whether a word and the sign behind it only happen to be valid UTF-8: `Brontë…”` is no Korean, `AHÅ™` no word in capitals
 * that ends in ř, and the no-break space behind `SELKÄ` no part of a letter.
 */
const isByChance = (before: string, run: string, repaired: string): boolean => {
  if (!/[A-Za-z]$/.test(before)) return false;
  if (/^[\u3400-\u9fff\uac00-\ud7af]$/.test(repaired)) return true;
  if (/[A-Z]{2}$/.test(before) && /^\p{Ll}$/u.test(repaired)) return true;
  return /^[^ÂÃ]\u00a0$/.test(run);
};

const nonAsciiRun = /[^\0-\x7f]{3,}/g;
/** Garbled words may stand among punctuation that is right. */
const runWithoutPunctuation = /[^\0-\x7f，。！？、；：“”‘’（）《》…—]{3,}/g;

const repairChinese = (text: string): string => {
  if (!mayBeGarbledChinese(text)) return text;
  return text.replace(nonAsciiRun, (run) => {
    const repaired = repairedChinese(run);
    return repaired === run ? run.replace(runWithoutPunctuation, repairedChinese) : repaired;
  });
};

const repairedChinese = (run: string): string => {
  const repaired = decoded(chineseBytes(run));
  return repaired !== undefined && isLikelier(repaired, run) ? repaired : run;
};

/** Two of the characters that UTF-8 of Chinese starts with when it is read as GBK; in Chinese text they are rare. */
const mayBeGarbledChinese = (text: string): boolean => {
  garbledStart ??= garbledStartPattern();
  return garbledStart.test(text);
};

/** Made at the first use. */
let garbledStart: RegExp | undefined;

const garbledStartPattern = (): RegExp => {
  const decoder = new TextDecoder('gbk');
  let starts = '';
  for (let first = 0xe4; first <= 0xe9; first++) {
    for (let second = 0x80; second <= 0xbf; second++) starts += decoder.decode(Uint8Array.of(first, second));
  }
  const characters = starts.replace(/[\0-\x7f\ufffd]/g, '');
  return new RegExp(`[${characters}][^\\0-\\x7f]{2}`);
};

/** Nearly all Chinese characters of likely text are common ones, and hardly half of those of garbled text. */
const leastCommonShare = 0.8;
const leastGain = 0.3;

const isLikelier = (repaired: string, garbled: string): boolean => {
  const share = commonShare(repaired);
  return share >= leastCommonShare && share - commonShare(garbled) >= leastGain;
};

/** Share of common ones among the Chinese characters; 0 when there are fewer than two, or other scripts beside them. */
const commonShare = (text: string): number => {
  const characters = text.match(/\p{Script=Han}/gu) ?? [];
  const isForeign = /[^\p{Script=Han}\p{P}\p{S}\p{Z}\p{N}\uff00-\uffef]/u.test(text);
  if (characters.length < 2 || isForeign) return 0;
  return characters.filter(isCommonHan).length / characters.length;
};
