/** An XML document in S3's namespace; the children are written XML. */
export function xmlDocument(rootName: string, ...children: readonly string[]): string {
  const root = `<${rootName} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${children.join('')}</${rootName}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

/** An element whose children are written XML. */
export function xmlElement(name: string, ...children: readonly string[]): string {
  return `<${name}>${children.join('')}</${name}>`;
}

/** An element that holds text. */
export function xmlText(name: string, value: string | number | boolean): string {
  return `<${name}>${typeof value === 'string' ? escapeXml(value) : value}</${name}>`;
}

/** An element that holds an entity tag, in the quotes that belong to it. */
export function xmlEtag(etag: string): string {
  return `<ETag>&quot;${etag}&quot;</ETag>`;
}

const entityByCharacter: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&apos;',
  '"': '&quot;',
};

function escapeXml(text: string): string {
  // Control characters are legal in keys; a bare carriage return would be read back as a line feed.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be escaped
  return text.replace(/[<>&'"\u0000-\u001f\ufffe\uffff]/g, (character) => {
    return entityByCharacter[character] ?? `&#${character.charCodeAt(0)};`;
  });
}
