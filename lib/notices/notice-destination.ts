import type { RunNotice } from '../model/run-notice.ts';

/** The places that may hear of runs. */
export const DESTINATION_NAMES = ['bus', 'topic', 'web-hook'] as const;
export type DestinationName = (typeof DESTINATION_NAMES)[number];

/** `refused` for good: the same notice would be refused again. */
export type Delivery = { readonly kind: 'taken' } | { readonly kind: 'refused'; readonly reason: string };

/** Somebody who wants to hear of runs. */
export interface NoticeDestination {
  readonly name: DestinationName;
  /** @throws whatever may go better later */
  deliver(notice: RunNotice): Promise<Delivery>;
}
