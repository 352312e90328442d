import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SluiceError } from '../errors/sluice-error.ts';
import type { RunNotice } from '../model/run-notice.ts';
import type { NoticeDestination } from '../notices/notice-destination.ts';
import { serviceCall } from './service-call.ts';

/** Puts notices on an event bus: source `sluice`, the notice's type as detail type, the notice as detail. */
export class EventBridgeDestination implements NoticeDestination {
  readonly name = 'bus';
  readonly #client: Pick<EventBridgeClient, 'send'>;
  readonly #bus: string;

  constructor(client: Pick<EventBridgeClient, 'send'>, bus: string) {
    this.#client = client;
    this.#bus = bus;
  }

  async deliver(notice: RunNotice): Promise<void> {
    const entry = {
      EventBusName: this.#bus,
      Source: 'sluice',
      DetailType: notice.type,
      Detail: JSON.stringify(notice),
      Time: new Date(notice.time),
    };
    const { Entries = [] } = await serviceCall(
      'event bus',
      this.#client.send(new PutEventsCommand({ Entries: [entry] })),
    );
    // The call succeeds also when the bus has not taken the event.
    const refusal = Entries[0]?.ErrorCode;
    if (refusal !== undefined)
      throw new SluiceError('ModelArts.72020092', { service: 'event bus', reason: refusal });
  }
}
