const chunkCharacters = 256 * 1024;

/** Values as lines of JSON, in chunks. */
export function* jsonLines(values: Iterable<object>): Generator<Buffer> {
  let text = '';
  for (const value of values) {
    text += `${JSON.stringify(value)}\n`;
    if (text.length < chunkCharacters) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
