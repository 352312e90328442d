import type { Segment } from './segments.ts';

/** What an operation answers: an XML document, bytes of blobs, or nothing but a head. */
export interface S3Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly document?: string;
  readonly segments?: readonly Segment[];
  /** Called once the reply is sent, or can't be. */
  readonly release?: () => Promise<void>;
}

/** A document, with status 200. */
export function documentReply(document: string, headers: Readonly<Record<string, string>> = {}): S3Reply {
  return { status: 200, headers: { ...headers, 'content-type': 'application/xml' }, document };
}

/** A head alone. */
export function emptyReply(status: number, headers: Readonly<Record<string, string>> = {}): S3Reply {
  return { status, headers };
}
