/** A discrete-event scheduler: time passes only from one event to the next, however long lies between them. */
export interface VirtualTime {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `act` when that many milliseconds have passed; what falls on one instant happens in order of asking. */
  after(milliseconds: number, act: () => void): void;
  sleep(milliseconds: number): Promise<void>;
  /** Lets time pass until `isOver` says so, or nothing more is to happen. */
  run(isOver: () => boolean): Promise<void>;
  /** Events that have happened. */
  stepCount(): number;
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

export const createVirtualTime = (startsAt: number): VirtualTime => {
  const heap: Event[] = [];
  let [now, order, stepCount] = [startsAt, 0, 0];
  const after = (milliseconds: number, act: () => void): void =>
    push(heap, { at: now + milliseconds, order: order++, act });
  return {
    now: () => now,
    stepCount: () => stepCount,
    after,
    sleep: (milliseconds) => new Promise((resolve) => after(milliseconds, resolve)),
    run: async (isOver) => {
      await settled();
      for (let event = pop(heap); event !== undefined && !isOver(); event = pop(heap)) {
        now = event.at;
        stepCount++;
        event.act();
        await settled();
      }
    },
  };
};

/** Everything that an event led to has been done, up to where it waits for time to pass: ports in memory need no I/O. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const isBefore = (one: Event, other: Event): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

const push = (heap: Event[], event: Event): void => {
  let index = heap.push(event) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent] as Event; // within the heap
    if (!isBefore(event, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = event;
};

const pop = (heap: Event[]): Event | undefined => {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const [one, other] = [heap[left], heap[left + 1]];
    if (one === undefined) break;
    const isRight = other !== undefined && isBefore(other, one);
    const child = isRight ? other : one;
    if (!isBefore(child, last)) break;
    heap[index] = child;
    index = isRight ? left + 1 : left;
  }
  heap[index] = last;
  return first;
};
