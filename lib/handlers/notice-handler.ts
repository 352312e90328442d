import type { AwsPorts } from '../adapters/aws-ports.ts';
import { deliverNotice } from '../notices/deliver-notice.ts';
import type { NoticeDestination } from '../notices/notice-destination.ts';
import { parseNoticeMessage } from '../notices/notice-message.ts';
import { sqsHandler } from './sqs-handler.ts';

/** The notice queue: each notice goes to everybody who wants to hear. */
export const noticeHandler = (
  { log, notices }: Pick<AwsPorts, 'log' | 'notices'>,
  destinations: readonly NoticeDestination[],
) =>
  sqsHandler(log, ({ body }) =>
    deliverNotice({ destinations, retries: notices.retries, log }, parseNoticeMessage(body)),
  );
