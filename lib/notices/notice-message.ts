import * as z from 'zod';
import type { RunNotice } from '../model/run-notice.ts';
import { DESTINATION_NAMES, type DestinationName } from './notice-destination.ts';
import { noticeSchema } from './notice-schema.ts';

/** A message of the notice queue. */
export interface NoticeMessage {
  readonly notice: RunNotice;
  /** The one place that has yet to hear of it; absent for all. */
  readonly to?: DestinationName;
}

/** Where messages go that one place has yet to hear of. */
export interface NoticeRetries {
  send(message: NoticeMessage): Promise<void>;
}

const schema = z.object({ notice: noticeSchema, to: z.enum(DESTINATION_NAMES).optional() });

/** @throws when the text is no message of the notice queue */
export const parseNoticeMessage = (body: string): NoticeMessage => {
  const { notice, to } = schema.parse(JSON.parse(body));
  return { notice, ...(to === undefined ? {} : { to }) };
};
