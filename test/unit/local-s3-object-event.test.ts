import { describe, expect, it } from 'vitest';
import { type ObjectEvent, toS3EventMessage } from '../../lib/local/s3/object-event.ts';
import { matchesNotification } from '../../lib/local/s3/queue-notification.ts';

const created: ObjectEvent = {
  sequence: 255,
  name: 'ObjectCreated:Put',
  bucket: 'data',
  key: 'in box/a+b&é(1).json',
  at: Date.UTC(2026, 10, 21, 12),
  requestId: 'C3D13FE58DE4C810',
  configurationId: 'uploads',
  queueArn: 'arn:aws:sqs:us-east-1:1:uploads',
  sizeBytes: 5,
  etag: '5d41402abc4b2a76b9719d911017c592',
};

describe('an event message', () => {
  it('has the shape of version 2.1, with the key encoded', () => {
    expect(toS3EventMessage(created, 'eu-west-1')).toEqual({
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: 'eu-west-1',
          eventTime: '2026-11-21T12:00:00.000Z',
          eventName: 'ObjectCreated:Put',
          userIdentity: { principalId: 'AWS:LOCAL' },
          requestParameters: { sourceIPAddress: '127.0.0.1' },
          responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810', 'x-amz-id-2': 'C3D13FE58DE4C810' },
          s3: {
            s3SchemaVersion: '1.0',
            configurationId: 'uploads',
            bucket: { name: 'data', ownerIdentity: { principalId: 'LOCAL' }, arn: 'arn:aws:s3:::data' },
            object: {
              key: 'in+box/a%2Bb%26%C3%A9%281%29.json',
              size: 5,
              eTag: '5d41402abc4b2a76b9719d911017c592',
              sequencer: '0000000000000000FF',
            },
          },
        },
      ],
    });
  });

  it('has neither size nor entity tag when the object is gone', () => {
    const { sizeBytes: _, etag: __, ...removed } = created;
    const message = toS3EventMessage({ ...removed, name: 'ObjectRemoved:Delete' }, 'us-east-1');
    expect(Object.keys(message.Records[0]?.s3.object ?? {})).toEqual(['key', 'sequencer']);
  });
});

describe('a notification rule', () => {
  const rule = { id: 'a', queueArn: 'q', events: ['s3:ObjectCreated:*'], prefix: 'inbox/', suffix: '.json' };

  it.each([
    ['ObjectCreated:Put', 'inbox/a.json', true],
    ['ObjectCreated:Copy', 'inbox/a.json', true],
    ['ObjectRemoved:Delete', 'inbox/a.json', false],
    ['ObjectCreated:Put', 'outbox/a.json', false],
    ['ObjectCreated:Put', 'inbox/a.jsonl', false],
  ] as const)('for created *.json in inbox/, asked about %s of %s, says %s', (name, key, matches) => {
    expect(matchesNotification(rule, name, key)).toBe(matches);
  });

  it('takes one event only when it names it in full', () => {
    const exact = { id: 'a', queueArn: 'q', events: ['s3:ObjectCreated:Put'] };
    expect(matchesNotification(exact, 'ObjectCreated:Put', 'x')).toBe(true);
    expect(matchesNotification(exact, 'ObjectCreated:Copy', 'x')).toBe(false);
  });
});
