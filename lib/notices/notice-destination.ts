import type { RunNotice } from '../model/run-notice.ts';

/** The places that may hear of runs. */
export const DESTINATION_NAMES = ['bus', 'topic', 'web-hook'] as const;
export type DestinationName = (typeof DESTINATION_NAMES)[number];

/** Somebody who wants to hear of runs. */
export interface NoticeDestination {
  readonly name: DestinationName;
  /** @throws SluiceError whose retry rule says whether telling it again may go better */
  deliver(notice: RunNotice): Promise<void>;
}
