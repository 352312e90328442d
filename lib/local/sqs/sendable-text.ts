/** Whether all characters are ones that SQS takes: those of XML 1.0. */
export const isSendable = (text: string): boolean => !UNSENDABLE.test(text);

const UNSENDABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;
