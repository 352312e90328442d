import { isCloser } from './character-roles.ts';

/**
 * Whether a fragment without end punctuation is none that was broken off: formulas, code, addresses, notes in brackets or
 * between asterisks, named values, items and options, page numbers, signatures. `line` is the line that it ends.
 */
export const mayStandAlone = (fragment: string, line: string): boolean =>
  FORMULA_OR_ADDRESS.test(fragment) ||
  (BRACKETED.test(fragment) && isCloser(fragment.charCodeAt(fragment.length - 1))) ||
  EMPHASIZED.test(fragment) ||
  NAMED_OR_SIGNED.test(fragment) ||
  ITEM.test(fragment) ||
  PAGES.test(fragment) ||
  CODE.test(line) ||
  !/\p{L}/u.test(fragment);

const FORMULA_OR_ADDRESS = /[=<>{}\\$^`@#|]|:\/\/|www\./;
const BRACKETED = /^[([（［【「『《“"]/;
/** "*smiles*" */
const EMPHASIZED = /^(\*{1,3}|_)[^*_\s](?:[^*_]{0,60}[^*_\s])?\1$/;

const names =
  '(?:正确|参考|最终|标准)?答案?|选项|可选项|选择|结果|输出|输入|信心|置信度|分数|评分|得分|类别|标签|关键词|问题?|解析?|提示|备?注|附件?|出处|(?:图片|文章|资料|数据)?来源|参考|(?:责任)?编辑|责编|编审|校对|审核|监制|记者|通讯员|作者|译者|翻译|摄影|文|图|供图|制图|联系人|(?:联系|咨询|服务)?(?:电话|方式)|手机|传真|邮箱|邮编|地址|网址|官网|微信号?|日期|时间|地点|签名|署名|' +
  'answers?|options?|choices|output|input|results?|confidence|scores?|labels?|category|keywords|questions?|[qa]|hint|notes?|sources?|references?|credits?|photo|images?|editors?|authors?|translators?|contact|tel|phone|fax|e-?mail|address|website|dates?|time|venue|isbn|doi|ps|p\\.s';
/** "Answer: 4", "来源：新华网", "编辑/张三", "—李白" */
const NAMED_OR_SIGNED = new RegExp(`^(?:[—–-]|(?:${names})\\.?\\s*[:：/])`, 'i');
/** "2. 关闭", "B) Rome", "③乙" */
const ITEM = /^[(（]?(?:(?:\d{1,2}|[A-Ha-h])(?:[)）、:：]|[.．](?!\d))|[①-⑳])\s*\S/;
/** ", 3(2), 1-5" */
const PAGES = /[,:，：(pP]\.?\s*\d+\s?[-–]\s?\d+$/;
/** A call with something in quotes, a call with names alone, or an import. */
const CODE =
  /[\w\]]\((?:[bfru]?["'%&*]|[\w.,]*\))|["']\s*%\s*[\w(]|^(?:import|from|using)\s[\w.]+\s*(?:[(;]|import\b|as\b|$)/;
