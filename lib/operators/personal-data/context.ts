/** How far back a word can be that says what a number is. */
const reach = 32;

/** True when the words just before a place match, to their end: the pattern has to end with `$`. */
export const isAfter = (text: string, at: number, pattern: RegExp): boolean =>
  pattern.test(text.slice(Math.max(0, at - reach), at));

/** Words that make a bare number something else than a person's: an order, a price, a count. */
const otherNumber =
  /(?:订单|单号|编号|流水|运单|快递|条码|货号|型号|批号|序列号|时间戳|工单|账单|发票|合同|order|invoice|serial|tracking|sku|isbn|issn|ticket|transaction|timestamp)[^\d\n]{0,12}$|(?:价格|金额|总价|售价|单价|人口|销量|点击量|播放量)[是为约达:：]{0,2}\s?$|[$¥￥€£]\s?$/i;
const unitAfter =
  /\s?(?:[%‰元万亿円]|美元|人民币|英镑|欧元|日元|港元|港币|dollars?\b|yuan\b|usd\b|rmb\b|cny\b|eur\b|bytes?\b|个(?!人)|件|次|条|人(?!工)|people\b|users\b|times\b)/iy;

/** True where the words around a bare number say that it counts, costs or names an order. */
export const isOtherNumber = (
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): boolean => {
  unitAfter.lastIndex = end;
  return unitAfter.test(text) || isAfter(text, start, otherNumber);
};
