import { S3Error } from './s3-error.ts';

const longestLineBytes = 16_384;

/**
 * Decodes an aws-chunked body: `size[;extensions]CRLF bytes CRLF … 0 CRLF trailers CRLF`.
 * Payload is handed out as views of what came in; only the rest of a torn line is kept.
 */
export class AwsChunkedDecoder {
  readonly trailers = new Map<string, string>();
  #state: 'size' | 'payload' | 'payload-end' | 'trailers' = 'size';
  #payloadLeft = 0;
  #torn: Buffer = Buffer.alloc(0);

  /**
   * The payload inside the next bytes of the body.
   * @throws S3Error InvalidRequest
   */
  *decode(bytes: Buffer): Generator<Buffer> {
    let rest = this.#torn.length > 0 ? Buffer.concat([this.#torn, bytes]) : bytes;
    while (rest.length > 0) {
      if (this.#state === 'payload') {
        const payload = rest.subarray(0, this.#payloadLeft);
        this.#payloadLeft -= payload.length;
        if (this.#payloadLeft === 0) this.#state = 'payload-end';
        rest = rest.subarray(payload.length);
        yield payload;
        continue;
      }
      const lineEnd = rest.indexOf('\r\n');
      if (lineEnd < 0) break;
      this.#readLine(rest.toString('latin1', 0, lineEnd));
      rest = rest.subarray(lineEnd + 2);
    }
    if (rest.length > longestLineBytes)
      throw new S3Error('InvalidRequest', 'A line of the chunked body is too long.');
    // A copy, so that a few bytes don't hold the whole piece in memory.
    this.#torn = Buffer.from(rest);
  }

  /** @throws S3Error IncompleteBody when the closing chunk hasn't come */
  end(): void {
    if (this.#state !== 'trailers') {
      throw new S3Error('IncompleteBody', 'The request body terminated unexpectedly');
    }
  }

  #readLine(line: string): void {
    if (this.#state === 'size') {
      this.#readSize(line);
    } else if (this.#state === 'payload-end') {
      if (line !== '') throw new S3Error('InvalidRequest', 'A chunk is longer than its size says.');
      this.#state = 'size';
    } else {
      const colon = line.indexOf(':');
      if (colon > 0)
        this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
  }

  #readSize(line: string): void {
    const size = /^[0-9a-f]{1,12}(?=;|$)/i.exec(line)?.[0];
    if (size === undefined) throw new S3Error('InvalidRequest', 'The size of a chunk is malformed.');
    this.#payloadLeft = Number.parseInt(size, 16);
    this.#state = this.#payloadLeft === 0 ? 'trailers' : 'payload';
  }
}
