import * as z from 'zod';
import { parseInboxKey } from '../model/object-keys.ts';

const s3Event = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })).optional(),
});

/**
 * The upload folders that an S3 notification, as a queue delivers it, speaks of. The test event that S3 sends when
 * a notification is set up has none.
 */
export const uploadsOf = (
  messageBody: string,
): readonly { readonly workspace: string; readonly connectionId: string }[] => {
  const { Records: records = [] } = s3Event.parse(JSON.parse(messageBody));
  return records.flatMap(({ s3 }) => {
    // S3 encodes keys in notifications as in forms: a space is a plus.
    const place = parseInboxKey(decodeURIComponent(s3.object.key.replaceAll('+', ' ')));
    return place === undefined ? [] : [{ workspace: place.workspace, connectionId: place.connection }];
  });
};
