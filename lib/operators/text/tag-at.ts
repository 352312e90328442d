import { BOOLEAN_ATTRIBUTES, HTML_ELEMENTS } from './html-elements.ts';

export interface Tag {
  /** In lower case. */
  readonly name: string;
  readonly isClosing: boolean;
  /** Index after the tag. */
  readonly end: number;
}

/** The tag of a known HTML element that starts at an index of a text. */
export const tagAt = (text: string, start: number): Tag | undefined => {
  OPENING.lastIndex = start;
  const [, slash = '', written = ''] = OPENING.exec(text) ?? [];
  const name = written.toLowerCase();
  if (!HTML_ELEMENTS.has(name)) return undefined;
  const isClosing = slash !== '';
  if (isMixedCase(written) || (!isClosing && isCode(text, start, written))) return undefined;
  const end = endOfTag(text, OPENING.lastIndex);
  if (end === undefined || !hasAttributes(text.slice(OPENING.lastIndex, end - 1))) return undefined;
  return { name, isClosing, end };
};

const OPENING = /<(\/?)([A-Za-z][A-Za-z0-9:]{0,11})(?=[\s/>])/y;

/** Components, such as `<Button>`; people write elements in one case. */
const isMixedCase = (name: string): boolean => name !== name.toLowerCase() && name !== name.toUpperCase();

/** Type parameters (`List<T>`, `Set<object>`), C headers (`#include <map>`) and places for media (`<video>`) look like tags. */
const isCode = (text: string, start: number, written: string): boolean => {
  if (/^(?:audio|video)$/.test(written)) return text.charAt(start + 1 + written.length) === '>';
  if (/#\s?include\s?$/.test(text.slice(Math.max(0, start - 10), start))) return true;
  return /^(?:[A-Z]|object)$/.test(written) && /\w/.test(text.charAt(start - 1));
};

/** Delimiters that a tag is searched for; more than any page has. */
const delimiterLimit = 500;

const endOfTag = (text: string, from: number): number | undefined => {
  DELIMITER.lastIndex = from;
  for (let count = 0; count < delimiterLimit; count++) {
    const index = DELIMITER.exec(text)?.index;
    if (index === undefined || text.charAt(index) === '<') return undefined;
    if (text.charAt(index) === '>') return index + 1;
    DELIMITER.lastIndex = afterQuoted(text, index);
  }
  return undefined;
};

const DELIMITER = /["'<>]/g;

/** A quote that opens a value leads to its end; an apostrophe, or a quote that was never closed, is a character. */
const afterQuoted = (text: string, index: number): number => {
  const isValue = /=\s?$/.test(text.slice(Math.max(0, index - 2), index));
  const close = isValue ? text.indexOf(text.charAt(index), index + 1) : -1;
  const isClosed = close !== -1 && !/<[a-z/]/i.test(text.slice(index + 1, close));
  return isClosed ? close + 1 : index + 1;
};

/** Whether what follows an element's name can be attributes: tells `<a href=…>` from the `a <b and c> d` of a formula. */
const hasAttributes = (text: string): boolean => {
  const [, first = '', equals] = FIRST_ATTRIBUTE.exec(text) ?? [];
  if (first === '') return /^[\s/]*$/.test(text);
  return equals !== undefined || BOOLEAN_ATTRIBUTES.has(first.toLowerCase());
};

const FIRST_ATTRIBUTE = /^[\s/]+([\w:@.#*()[\]-]+)(?:\s*(=)(?!=))?/;
