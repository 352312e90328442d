import { setTimeout as wait } from 'node:timers/promises';
import type { ServiceEvent } from '../events/start-event-server.ts';
import { jobDetail } from './job-detail.ts';
import type { JobStore, StateChange } from './job-store.ts';

/** Resolves when the bus has taken the events, and whoever hears of them has them stored. */
export type PutServiceEvents = (events: readonly ServiceEvent[]) => Promise<void>;

export interface TellerOptions {
  readonly store: JobStore;
  readonly region: string;
  readonly put: PutServiceEvents;
  readonly onError: (error: unknown) => void;
}

const batchSize = 100;
const pauseAfterFailureMs = 500;

/** Tells the event bus of all changes, in order and at least once. */
export class StateChangeTeller {
  readonly #options: TellerOptions;
  readonly #stopping = new AbortController();
  #telling: Promise<void> | undefined;

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#telling !== undefined;
  }

  /** To be called after each change. */
  tell(): void {
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = undefined;
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#telling;
  }

  async #tellAll(): Promise<void> {
    const { store, put, onError } = this.#options;
    const { signal } = this.#stopping;
    for (let changes = store.untold(batchSize); changes.length > 0; changes = store.untold(batchSize)) {
      if (signal.aborted) return;
      try {
        await put(changes.map((change) => this.#eventOf(change)));
        store.told(changes);
      } catch (error) {
        onError(error);
        await wait(pauseAfterFailureMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Source: AWS Batch user guide, "Job state change events". */
  #eventOf({ state }: StateChange): ServiceEvent {
    const detail = jobDetail(this.#options.store, state, this.#options.region);
    return {
      source: 'aws.batch',
      type: 'Batch Job State Change',
      resources: [detail.jobArn],
      detail,
    };
  }
}
