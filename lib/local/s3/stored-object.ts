import type { ChecksumAlgorithm, Checksums } from './checksums.ts';
import type { Segment } from './segments.ts';

/** What a client says about an object when it writes it. */
export interface ObjectAttributes {
  readonly contentType: string;
  /** Cache-Control, Content-Disposition and their like, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, without the x-amz-meta- prefix. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An object at rest. */
export interface StoredObject extends ObjectAttributes {
  readonly segments: readonly Segment[];
  readonly sizeBytes: number;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly checksums: Checksums;
  /** The multipart upload that made it, so that completing it again can be answered. */
  readonly uploadId?: string;
}

/** A multipart upload under way. */
export interface MultipartUpload extends ObjectAttributes {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly startedAt: number;
  readonly checksumAlgorithm?: ChecksumAlgorithm;
  readonly checksumType?: ChecksumType;
}

/** Whether the checksum of a joined object is one of the parts' checksums or one over all bytes. */
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

/** A part of a multipart upload. */
export interface UploadedPart {
  readonly segments: readonly Segment[];
  readonly sizeBytes: number;
  readonly etag: string;
  readonly modifiedAt: number;
  readonly checksums: Checksums;
}
