import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { openNoticeDestinations } from '../lib/adapters/open-notice-destinations.ts';
import { openDeadNotices } from '../lib/adapters/sqs-dead-letters.ts';
import { noticeHandler } from '../lib/handlers/notice-handler.ts';

const { log, notices } = awsPorts();

export const handler = noticeHandler({
  destinations: openNoticeDestinations(),
  retries: notices.retries,
  dead: openDeadNotices(),
  log,
});
