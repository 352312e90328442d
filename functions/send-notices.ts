import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { openNoticeDestinations } from '../lib/adapters/open-notice-destinations.ts';
import { noticeHandler } from '../lib/handlers/notice-handler.ts';

export const handler = noticeHandler(awsPorts(), openNoticeDestinations());
