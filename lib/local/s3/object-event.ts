import { encodeUriPath } from './encode-uri.ts';
import type { ObjectEventName } from './queue-notification.ts';

/** Something that happened to an object and that a queue has to be told of. */
export interface ObjectEvent {
  /** Grows from event to event, also over restarts. */
  readonly sequence: number;
  readonly name: ObjectEventName;
  readonly bucket: string;
  readonly key: string;
  readonly at: number;
  /** The request that caused it. */
  readonly requestId: string;
  readonly configurationId: string;
  readonly queueArn: string;
  /** Absent when the object was removed. */
  readonly sizeBytes?: number;
  readonly etag?: string;
}

/** The message that S3 puts into a queue. Source: S3 user guide, "Event message structure", version 2.1. */
export interface S3EventMessage {
  readonly Records: readonly S3EventRecord[];
}

interface S3EventRecord {
  readonly eventVersion: '2.1';
  readonly eventSource: 'aws:s3';
  readonly awsRegion: string;
  readonly eventTime: string;
  readonly eventName: ObjectEventName;
  readonly userIdentity: { readonly principalId: string };
  readonly requestParameters: { readonly sourceIPAddress: string };
  readonly responseElements: { readonly 'x-amz-request-id': string; readonly 'x-amz-id-2': string };
  readonly s3: {
    readonly s3SchemaVersion: '1.0';
    readonly configurationId: string;
    readonly bucket: {
      readonly name: string;
      readonly ownerIdentity: { readonly principalId: string };
      readonly arn: string;
    };
    readonly object: {
      /** Percent-encoded, spaces as plus signs. */
      readonly key: string;
      readonly size?: number;
      readonly eTag?: string;
      /** Hexadecimal of equal length, so that it sorts as text. */
      readonly sequencer: string;
    };
  };
}

/** Writes an event as AWS does. */
export function toS3EventMessage(event: ObjectEvent, region: string): S3EventMessage {
  const record: S3EventRecord = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: new Date(event.at).toISOString(),
    eventName: event.name,
    userIdentity: { principalId: 'AWS:LOCAL' },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': event.requestId, 'x-amz-id-2': event.requestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: event.configurationId,
      bucket: {
        name: event.bucket,
        ownerIdentity: { principalId: 'LOCAL' },
        arn: `arn:aws:s3:::${event.bucket}`,
      },
      object: {
        key: encodeUriPath(event.key).replaceAll('%20', '+'),
        ...(event.sizeBytes === undefined ? {} : { size: event.sizeBytes }),
        ...(event.etag === undefined ? {} : { eTag: event.etag }),
        sequencer: event.sequence.toString(16).toUpperCase().padStart(18, '0'),
      },
    },
  };
  return { Records: [record] };
}
