import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsChunkedDecoder } from '../../lib/local/s3/aws-chunked-decoder.ts';

const encode = (chunks: readonly Uint8Array[], trailers = ''): Buffer => {
  const framed = chunks.flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)};chunk-signature=abc\r\n`),
    chunk,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...framed, Buffer.from(`0\r\n${trailers}\r\n`)]);
};

const decode = (pieces: readonly Buffer[]) => {
  const decoder = new AwsChunkedDecoder();
  const payload = pieces.flatMap((piece) => [...decoder.decode(piece)].map((bytes) => Buffer.from(bytes)));
  decoder.end();
  return { payload: Buffer.concat(payload), trailers: decoder.trailers };
};

const cut = (bytes: Buffer, positions: readonly number[]): Buffer[] => {
  const cuts = [0, ...positions.map((position) => position % (bytes.length + 1)), bytes.length];
  const ascending = cuts.sort((a, b) => a - b);
  return ascending.slice(1).map((end, index) => bytes.subarray(ascending[index], end));
};

describe('an aws-chunked body', () => {
  it('gives its payload and trailers, wherever the network cuts it', () => {
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 5 });
    fc.assert(
      fc.property(chunks, fc.array(fc.nat({ max: 2000 }), { maxLength: 40 }), (payload, cuts) => {
        const body = encode(payload, 'x-amz-checksum-crc32:AAAAAA==\r\nX-Other: b\r\n');
        const decoded = decode(cut(body, cuts));
        expect(decoded.payload).toEqual(Buffer.concat(payload));
        expect([...decoded.trailers]).toEqual([
          ['x-amz-checksum-crc32', 'AAAAAA=='],
          ['x-other', 'b'],
        ]);
      }),
    );
  });

  it('is incomplete until its closing chunk has come', () => {
    const body = encode([Buffer.from('hello')]);
    for (let length = 0; length < body.length - 4; length++) {
      expect(() => decode([body.subarray(0, length)])).toThrow('terminated unexpectedly');
    }
  });

  it.each([
    ['a size that is no number', 'xyz\r\nhello\r\n'],
    ['a negative size', '-5\r\nhello\r\n'],
    ['a chunk longer than its size', '3\r\nhello\r\n0\r\n\r\n'],
    ['a line without an end', 'a'.repeat(20_000)],
  ])('is refused for %s', (_, body) => {
    expect(() => decode([Buffer.from(body)])).toThrow(expect.objectContaining({ code: 'InvalidRequest' }));
  });
});
