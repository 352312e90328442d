import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { requiredSetting, setting } from '../config.ts';
import type { NoticeDestination } from '../notices/notice-destination.ts';
import { EventBridgeDestination } from './event-bridge-destination.ts';
import { systemClock } from './system-clock.ts';
import { WebHookDestination } from './web-hook-destination.ts';

/** Everybody whom the deployment names: the event bus always, a topic and a web hook where they are set. */
export const openNoticeDestinations = (): readonly NoticeDestination[] => {
  const bus = new EventBridgeDestination(new EventBridgeClient(), requiredSetting('EVENT_BUS'));
  const topicArn = setting('NOTICE_TOPIC_ARN', '');
  const address = setting('WEB_HOOK_URL', '');
  const hook = { address, secret: setting('WEB_HOOK_SECRET', '') };
  return [
    bus,
    ...(topicArn === '' ? [] : [topicDestination(topicArn)]),
    ...(address === '' ? [] : [new WebHookDestination(hook, systemClock)]),
  ];
};

/** Its client is loaded only where there is a topic. */
const topicDestination = (topicArn: string): NoticeDestination => {
  const opening = import('./sns-destination.ts').then(({ SnsDestination }) => new SnsDestination(topicArn));
  opening.catch(() => undefined); // whoever delivers hears of it
  return { name: 'topic', deliver: async (notice) => (await opening).deliver(notice) };
};
