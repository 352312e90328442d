import { setTimeout as waitFor } from 'node:timers/promises';
import type { ObjectEvent } from './object-event.ts';

const firstRetryMs = 50;
const longestRetryMs = 5_000;
const patienceMs = 1_000;

export interface EventDeliveryOptions {
  /** Rejects when the event has to be tried again. */
  readonly deliver: (event: ObjectEvent) => Promise<void>;
  readonly acknowledge: (event: ObjectEvent) => void;
  readonly wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** Delivers events to each queue in order, trying each until it is taken; a queue that fails holds up no other. */
export class EventDelivery {
  readonly #options: Required<EventDeliveryOptions>;
  readonly #eventsByQueue = new Map<string, Set<ObjectEvent>>();
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(options: EventDeliveryOptions) {
    this.#options = { wait: waitUnlessStopped, ...options };
  }

  /** Lines the event up; returns at once. */
  enqueue(event: ObjectEvent): void {
    const waiting = this.#eventsByQueue.get(event.queueArn);
    if (waiting) {
      waiting.add(event);
      return;
    }
    const events = new Set([event]);
    this.#eventsByQueue.set(event.queueArn, events);
    const run = this.#drain(event.queueArn, events).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Starts no further delivery and lets the ones under way end, if they do so soon. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const patience = new AbortController();
    await Promise.race([Promise.all(this.#running), waitUnlessStopped(patienceMs, patience.signal)]);
    patience.abort();
  }

  async #drain(queueArn: string, events: Set<ObjectEvent>): Promise<void> {
    for (const event of events) {
      if (!(await this.#deliver(event))) return;
      events.delete(event);
    }
    // No await since the last look: an event can't have come in between.
    this.#eventsByQueue.delete(queueArn);
  }

  async #deliver(event: ObjectEvent): Promise<boolean> {
    const { signal } = this.#stopping;
    for (let delayMs = firstRetryMs; !signal.aborted; delayMs = Math.min(delayMs * 2, longestRetryMs)) {
      try {
        await this.#options.deliver(event);
        this.#options.acknowledge(event);
        return true;
      } catch {
        // Whoever delivers knows what failed and reports it; here it only means: later.
        await this.#options.wait(delayMs, signal);
      }
    }
    return false;
  }
}

async function waitUnlessStopped(delayMs: number, signal: AbortSignal): Promise<void> {
  // Being told to stop is an end of the wait like any other.
  await waitFor(delayMs, undefined, { signal, ref: false }).catch(() => undefined);
}
