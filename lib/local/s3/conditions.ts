import type { IncomingHttpHeaders } from 'node:http';
import { findHeader } from './parse-request.ts';
import { S3Error } from './s3-error.ts';
import type { StoredObject } from './stored-object.ts';

/**
 * Checks If-Match and If-None-Match of a write against what is there. Call it in the same turn as the commit.
 * @throws S3Error PreconditionFailed, NoSuchKey, NotImplemented
 */
export function checkWriteConditions(headers: IncomingHttpHeaders, current: StoredObject | undefined): void {
  const ifNoneMatch = headers['if-none-match'];
  const ifMatch = headers['if-match'];
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw new S3Error('NotImplemented', 'If-None-Match of a write takes only *.');
  }
  if (ifNoneMatch === '*' && current) throw preconditionFailed('If-None-Match');
  if (ifMatch === undefined) return;
  if (!current) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  if (!matchesEtag(ifMatch, current)) throw preconditionFailed('If-Match');
}

/**
 * Checks the conditions of a read.
 * @returns whether the client has the object already
 * @throws S3Error PreconditionFailed
 */
export function isNotModified(headers: IncomingHttpHeaders, object: StoredObject): boolean {
  return isUnchanged(
    {
      ifMatch: headers['if-match'],
      ifNoneMatch: headers['if-none-match'],
      ifModifiedSince: headers['if-modified-since'],
      ifUnmodifiedSince: headers['if-unmodified-since'],
    },
    object,
  );
}

/**
 * Checks the conditions that a copy puts on its source.
 * @throws S3Error PreconditionFailed
 */
export function checkCopyConditions(headers: IncomingHttpHeaders, source: StoredObject): void {
  const prefix = 'x-amz-copy-source-if';
  const isUnwanted = isUnchanged(
    {
      ifMatch: findHeader(headers, `${prefix}-match`),
      ifNoneMatch: findHeader(headers, `${prefix}-none-match`),
      ifModifiedSince: findHeader(headers, `${prefix}-modified-since`),
      ifUnmodifiedSince: findHeader(headers, `${prefix}-unmodified-since`),
    },
    source,
  );
  if (isUnwanted) throw preconditionFailed(`${prefix}-none-match`);
}

type ReadConditions = Readonly<
  Record<'ifMatch' | 'ifNoneMatch' | 'ifModifiedSince' | 'ifUnmodifiedSince', string | undefined>
>;

// As RFC 9110, section 13.2.2, has it: entity tags come before dates.
function isUnchanged(conditions: ReadConditions, object: StoredObject): boolean {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined) {
    if (!matchesEtag(ifMatch, object)) throw preconditionFailed('If-Match');
  } else if (secondsAfter(ifUnmodifiedSince, object) > 0) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) return matchesEtag(ifNoneMatch, object);
  return secondsAfter(ifModifiedSince, object) <= 0;
}

function matchesEtag(condition: string, { etag }: StoredObject): boolean {
  if (condition === '*') return true;
  return condition.split(',').some((candidate) => candidate.trim().replace(/^W\/|"/g, '') === etag);
}

// HTTP dates know no fractions of seconds. Not a number, so neither before nor after, when there is no readable date.
function secondsAfter(date: string | undefined, { modifiedAt }: StoredObject): number {
  return Math.floor(modifiedAt / 1000) - Date.parse(date ?? '') / 1000;
}

function preconditionFailed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}
