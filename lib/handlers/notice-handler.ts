import { NOTICE_DELIVERIES } from '../model/limits.ts';
import { type DeliveryPorts, deliverNotice } from '../notices/deliver-notice.ts';
import { parseNoticeMessage } from '../notices/notice-message.ts';
import { sqsHandler } from './sqs-handler.ts';

/** The notice queue: each notice goes to everybody who wants to hear. */
export const noticeHandler = (ports: DeliveryPorts) =>
  sqsHandler(ports.log, ({ body, attributes }) =>
    deliverNotice(
      ports,
      parseNoticeMessage(body),
      NOTICE_DELIVERIES - Number(attributes.ApproximateReceiveCount),
    ),
  );
