import { checkCopyConditions } from './conditions.ts';
import { findHeader, type S3Request } from './parse-request.ts';
import { S3Error } from './s3-error.ts';
import { loadBucket, loadObject } from './s3-operation.ts';
import type { S3Store } from './s3-store.ts';
import type { StoredObject } from './stored-object.ts';

/** The object that a copy is made of. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly object: StoredObject;
}

/**
 * The object of the x-amz-copy-source header (`bucket/key`, percent-encoded), if its conditions hold.
 * @throws S3Error InvalidArgument, NotImplemented, NoSuchBucket, NoSuchKey, PreconditionFailed
 */
export function loadCopySource({ headers }: S3Request, store: S3Store): CopySource {
  const [path = '', version] = (findHeader(headers, 'x-amz-copy-source') ?? '').split('?');
  if (version !== undefined) throw new S3Error('NotImplemented', 'Versions of objects are not implemented.');
  const decoded = decode(path).replace(/^\//, '');
  const slash = decoded.indexOf('/');
  if (slash < 1) throw invalidSource();
  const [bucket, key] = [decoded.slice(0, slash), decoded.slice(slash + 1)];
  const object = loadObject(loadBucket(store, bucket), key);
  checkCopyConditions(headers, object);
  return { bucket, key, object };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidSource();
  }
}

function invalidSource(): S3Error {
  return new S3Error(
    'InvalidArgument',
    'Copy Source must mention the source bucket and key: /sourcebucket/sourcekey',
  );
}
