import { LIMITS } from '../model/limits.ts';
import { createJsonElementScanner } from './json-element-scanner.ts';
import type { LineBatch } from './line-batch.ts';
import { toBuffer } from './owned-chunks.ts';

/**
 * The elements of a JSON file, each as one line without white space between its tokens, its strings and numbers as they
 * stand in the file. The file holds one array, or values one after the other. Elements over the limit are passed over;
 * what is not JSON is told of as a problem, and reading goes on behind it.
 */
export async function* readJsonElements(
  chunks: AsyncIterable<Uint8Array>,
  maxElementBytes: number = LIMITS.lineBytes,
): AsyncGenerator<LineBatch> {
  const scanner = createJsonElementScanner(maxElementBytes);
  for await (const chunk of withoutByteOrderMark(chunks)) {
    const batch = scanner.take(chunk);
    if (batch !== undefined) yield batch;
  }
  yield scanner.end();
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

async function* withoutByteOrderMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head.length >= byteOrderMark.length) {
      yield toBuffer(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length >= byteOrderMark.length) yield head.subarray(head.indexOf(byteOrderMark) === 0 ? 3 : 0);
  }
  if (head.length < byteOrderMark.length) yield head;
}
