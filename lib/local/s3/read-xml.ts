import { S3Error } from './s3-error.ts';

/** An element of a request document; names are without namespace prefix. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** The text directly inside, entities resolved. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const token =
  /<\?.*?\?>|<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<(\/?)(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*?)?(\/?)>|([^<]+)|(<)/gs;

/**
 * Reads a request document: elements and text; attributes are passed over, document types refused.
 * @throws S3Error MalformedXML
 */
export function readXml(document: string): XmlElement {
  const root: OpenElement = { name: '', children: [], text: '' };
  const open: OpenElement[] = [root];
  for (const match of document.matchAll(token)) {
    if (match[6] !== undefined) throw malformed();
    readToken(match, open);
  }
  const [element] = root.children;
  if (open.length !== 1 || element === undefined || root.children.length > 1) throw malformed();
  return element;
}

/** The children with this name, in order. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the first child with this name. */
export function findText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

function readToken(match: RegExpExecArray, open: OpenElement[]): void {
  const [, cdata, closing, name, selfClosing, text] = match;
  const current = open.at(-1);
  if (current === undefined) throw malformed();
  if (name === undefined) {
    current.text += cdata ?? resolveEntities(text ?? '');
  } else if (closing) {
    if (current.name !== name || open.length === 1) throw malformed();
    open.pop();
  } else {
    const element: OpenElement = { name, children: [], text: '' };
    current.children.push(element);
    if (!selfClosing) open.push(element);
  }
}

const characterByEntity: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  apos: "'",
  quot: '"',
};

function resolveEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (_, entity: string) => {
    if (!entity.startsWith('#')) return characterByEntity[entity] ?? fail();
    const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : fail();
  });
}

function fail(): never {
  throw malformed();
}

function malformed(): S3Error {
  return new S3Error('MalformedXML', 'The XML you provided was not well-formed or did not validate.');
}
