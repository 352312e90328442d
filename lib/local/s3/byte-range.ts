import { S3Error } from './s3-error.ts';

/** The bytes [start, end) of an object. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The range that a Range header asks for; undefined, so the whole object, if it asks for none or for several.
 * @throws S3Error InvalidRange when no byte of the object is in it
 */
export function findRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || match[0] === 'bytes=-') return undefined;
  const [first, last] = [match[1] ?? '', match[2] ?? ''];
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (start >= end) throw unsatisfiable(sizeBytes);
  return { start, end };
}

/**
 * The range of an x-amz-copy-source-range header, which must name both ends and lie within the source.
 * @throws S3Error InvalidArgument, InvalidRange
 */
export function parseCopyRange(header: string, sizeBytes: number): ByteRange {
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  if (!match) {
    throw new S3Error(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last',
    );
  }
  const [start, end] = [Number(match[1]), Number(match[2]) + 1];
  if (start >= end || end > sizeBytes) throw unsatisfiable(sizeBytes);
  return { start, end };
}

function unsatisfiable(sizeBytes: number): S3Error {
  return new S3Error('InvalidRange', 'The requested range is not satisfiable', {
    ActualObjectSize: String(sizeBytes),
  });
}
