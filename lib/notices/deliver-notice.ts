import type { RunNotice } from '../model/run-notice.ts';
import type { Log } from '../ports/log.ts';
import type { NoticeDestination } from './notice-destination.ts';
import type { NoticeMessage, NoticeRetries } from './notice-message.ts';

export interface DeliveryPorts {
  readonly destinations: readonly NoticeDestination[];
  readonly retries: NoticeRetries;
  readonly log: Log;
}

/**
 * Tells everybody a notice, or the one whom its message is for. When some of several could not be told, each of these
 * gets a message of its own, so that the others do not hear it again each time.
 * @throws what kept the only one from being told: the message has to come again
 */
export const deliverNotice = async (ports: DeliveryPorts, { notice, to }: NoticeMessage): Promise<void> => {
  const wanted = ports.destinations.filter(({ name }) => to === undefined || name === to);
  if (wanted.length === 0) {
    // It was configured when the notice was first tried.
    ports.log.warn('nobody hears this notice any more', { notice: notice.id, destination: to });
    return;
  }
  const failures = (await Promise.all(wanted.map((each) => deliverTo(ports, each, notice)))).flat();
  const [only] = failures;
  if (only !== undefined && wanted.length === 1) throw only.error;
  for (const { destination } of failures) await ports.retries.send({ notice, to: destination.name });
};

interface Failure {
  readonly destination: NoticeDestination;
  readonly error: unknown;
}

const deliverTo = async (
  { log }: DeliveryPorts,
  destination: NoticeDestination,
  notice: RunNotice,
): Promise<readonly Failure[]> => {
  const facts = { notice: notice.id, destination: destination.name };
  try {
    const delivery = await destination.deliver(notice);
    if (delivery.kind === 'refused')
      log.error('a notice was refused and is given up', { ...facts, reason: delivery.reason });
    return [];
  } catch (error) {
    log.warn('a notice could not be delivered yet', {
      ...facts,
      name: error instanceof Error ? error.name : typeof error,
    });
    return [{ destination, error }];
  }
};
