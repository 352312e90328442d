import { isSpace } from './character-roles.ts';

/** The longest mark that is looked for, in characters. */
const longestMark = 18;

/**
 * Whether what ends at `at` is the mark of a part and no sentence: "Step 1.", "Chapter IV.", "图 2.", "第三章.", "II." at
 * the start of a sentence, or "2)." anywhere.
 */
export const isPartMark = (
  text: string,
  { at, start }: { readonly at: number; readonly start: number },
): boolean => {
  const last = text.charCodeAt(at - 1);
  const isBracketed = last === 0x29 || last === 0xff09;
  if (isBracketed && BRACKETED.test(text.slice(Math.max(start, at - 6), at))) return true;
  return at - start <= longestMark && PART.test(text.slice(start, at));
};

const BRACKETED = /(?:^|[\s:：,，;；])(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[)）]$/;

const number = '(?:\\d{1,3}(?:\\.\\d{1,2}){0,2}|[IVX]{1,5}|[A-Z]|[一二三四五六七八九十百]{1,4})';
const parts =
  '[Ff]ig\\.|[Tt]ab\\.|[Ee]q\\.|[Ss]ec\\.|[Cc]h\\.|[Ss]tep|[Cc]hapter|[Ss]ection|[Pp]art|[Ff]igure|[Tt]able|[Ll]isting|[Aa]lgorithm|[Ee]quation|[Aa]ppendix|[Aa]rticle|[Rr]ule|[Tt]heorem|[Ll]emma|[Dd]efinition|[Pp]roposition|[Cc]orollary|[Ee]xample|[Ee]xercise|[Pp]roblem|[Qq]uestion|[Tt]ask|[Oo]ption|[Cc]ase|[Pp]hase|[Ss]tage|[Ll]esson|[Uu]nit|[Mm]odule|[Ss]cene|[Aa]ct|[Dd]ay|[Ww]eek|图表?|表格?|例题?|示例|案例|步骤|问题|习题|练习|任务|方法|方案|选项|附录|定理|引理|定义|公式|算法';
const PART = new RegExp(
  `^[*_#]{0,3}(?:[IVX]{1,5}|[ivx]{2,4}|[(（]${number}[)）]|(?:${parts})\\s?${number}|第\\s?${number}\\s?[章节部分条步讲课回集卷篇题]{1,2})$`,
);

/** The space before a full stop: one of ". . .", or of a text whose marks stand apart, or of no sentence at all. */
export const standsApart = (
  text: string,
  { at, start }: { readonly at: number; readonly start: number },
): boolean => at > start && isSpace(text.charCodeAt(at - 1));
