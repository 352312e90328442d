import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNotifications } from '../../lib/local/s3/operations/put-bucket-notification.ts';
import { childrenOf, findText, readXml } from '../../lib/local/s3/read-xml.ts';
import { xmlDocument, xmlElement, xmlText } from '../../lib/local/s3/write-xml.ts';

describe('XML', () => {
  it('brings any text through, markup and control characters included', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(texts, (values) => {
        const items = values.map((value) => xmlElement('Item', xmlText('Key', value)));
        const root = readXml(xmlDocument('Root', ...items));
        expect(childrenOf(root, 'Item').map((item) => findText(item, 'Key'))).toEqual(values);
      }),
    );
    expect(findText(readXml(xmlDocument('R', xmlText('K', 'a\r\n\t\u0001<&>"\''))), 'K')).toBe(
      'a\r\n\t\u0001<&>"\'',
    );
  });

  it('is read whatever its dress: prefixes, attributes, comments, CDATA, empty elements', () => {
    const root = readXml(
      '<?xml version="1.0"?><!-- <a> --><s3:R xmlns:s3="x" a="1"><s3:K ><![CDATA[<&]]>&#65;&#x42;</s3:K><E/></s3:R>\n',
    );
    expect([root.name, findText(root, 'K'), findText(root, 'E')]).toEqual(['R', '<&AB', '']);
  });

  it.each([
    '',
    'text',
    '<a>',
    '</a>',
    '<a></b>',
    '<a/><b/>',
    '<a><b></a></b>',
    '<a>&unknown;</a>',
    '<!DOCTYPE a [<!ENTITY x "y">]><a/>',
    '<a',
    '<a>&#x110000;</a>',
  ])('is refused when it is malformed: %s', (document) => {
    expect(() => readXml(document)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });
});

describe('a notification configuration', () => {
  const configuration = (inside: string) =>
    `<NotificationConfiguration>${inside}</NotificationConfiguration>`;
  const queue = '<Queue>arn:aws:sqs:us-east-1:1:q</Queue>';
  const event = '<Event>s3:ObjectCreated:*</Event>';

  it('is read with or without filters', () => {
    const rule = '<FilterRule><Name>Suffix</Name><Value>.json</Value></FilterRule>';
    const filtered = `<Id>a</Id>${queue}${event}<Filter><S3Key>${rule}</S3Key></Filter>`;
    const bare = `<Id>b</Id>${queue}${event}`;
    const inside = [filtered, bare]
      .map((content) => `<QueueConfiguration>${content}</QueueConfiguration>`)
      .join('');
    expect(parseNotifications(configuration(inside))).toEqual([
      { id: 'a', queueArn: 'arn:aws:sqs:us-east-1:1:q', events: ['s3:ObjectCreated:*'], suffix: '.json' },
      { id: 'b', queueArn: 'arn:aws:sqs:us-east-1:1:q', events: ['s3:ObjectCreated:*'] },
    ]);
  });

  it.each([
    ['another destination than a queue', '<TopicConfiguration/>', 'NotImplemented'],
    ['no queue', `<QueueConfiguration>${event}</QueueConfiguration>`, 'InvalidArgument'],
    ['no event', `<QueueConfiguration>${queue}</QueueConfiguration>`, 'InvalidArgument'],
    [
      'an unknown filter',
      `<QueueConfiguration>${queue}${event}<Filter><S3Key><FilterRule><Name>infix</Name></FilterRule></S3Key></Filter></QueueConfiguration>`,
      'InvalidArgument',
    ],
    [
      'an identifier used twice',
      `<QueueConfiguration><Id>a</Id>${queue}${event}</QueueConfiguration>`.repeat(2),
      'InvalidArgument',
    ],
  ])('is refused for %s', (_, inside, code) => {
    expect(() => parseNotifications(configuration(inside))).toThrow(expect.objectContaining({ code }));
  });
});
