import { BLOCK_ELEMENTS, BOOLEAN_ATTRIBUTES, CELL_ELEMENTS, HTML_ELEMENTS } from './html-elements.ts';
import type { Gap, Span } from './remove-spans.ts';

/**
 * Finds what is HTML in a text: comments, document types, tags of known elements, and scripts and styles with what they
 * hold. All other angle brackets (`a < b`, `List<String>`, `<think>`) are none of its business.
 */
export const findMarkup = (text: string): readonly Span[] => {
  const spans: Span[] = [];
  const absent = new Set<string>();
  let index = text.indexOf('<');
  while (index !== -1) {
    const span = markupAt(text, index, absent);
    if (span !== undefined) spans.push(span);
    index = text.indexOf('<', span?.end ?? index + 1);
  }
  return spans;
};

const markupAt = (text: string, start: number, absent: Set<string>): Span | undefined => {
  const next = text.charCodeAt(start + 1);
  if (next === EXCLAMATION || next === QUESTION) return declarationAt(text, start, absent);
  const tag = tagAt(text, start);
  if (tag === undefined) return undefined;
  const { name, isClosing } = tag;
  const isRaw = !isClosing && (name === 'script' || name === 'style');
  const end = (isRaw ? afterFirst(text, { what: `</${name}`, from: tag.end, absent }) : undefined) ?? tag.end;
  return { start, end, gap: gapOf(name) };
};

const EXCLAMATION = 0x21;
const QUESTION = 0x3f;
