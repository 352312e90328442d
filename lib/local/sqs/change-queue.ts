import type { Queue } from './queue.ts';
import {
  DEFAULT_QUEUE_ATTRIBUTES,
  isSameAttribute,
  parseQueueAttributes,
  type QueueAttributes,
} from './queue-attributes.ts';
import type { QueueStore } from './queue-store.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';

/** A queue that is to be there. */
export interface QueueDraft {
  readonly name: string;
  readonly attributes: QueueAttributes;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * The queue with this name, new or as it is.
 *
 * @throws SqsError QueueNameExists when it is there with other attributes
 */
export const createQueue = (store: QueueStore, draft: QueueDraft): Queue => {
  const existing = store.find(draft.name);
  if (existing !== undefined) {
    checkSame(existing, draft.attributes);
    return existing;
  }
  const attributes = withoutEmpty(draft.attributes);
  checkNew(store, { ...draft, attributes });
  const at = store.clock.now();
  const { name: queue, tags = {} } = draft;
  store.commit({ op: 'queue-created', queue, attributes, tags, at, changedAt: at, lastSequence: 0 });
  return store.load(queue);
};

/** Makes sure that there is a queue with these attributes, whatever others it had. */
export const putQueue = (store: QueueStore, draft: QueueDraft): void => {
  const existing = store.find(draft.name);
  if (existing === undefined) createQueue(store, draft);
  else if (!hasExactly(existing, draft.attributes)) replaceAttributes(store, existing, draft.attributes);
};

/** Gives a queue further attributes; an empty value takes one away. */
export const setQueueAttributes = (store: QueueStore, queue: Queue, changes: QueueAttributes): void => {
  replaceAttributes(store, queue, { ...queue.attributes, ...changes });
};

const replaceAttributes = (store: QueueStore, queue: Queue, wanted: QueueAttributes): void => {
  const attributes = withoutEmpty(wanted);
  checkRedrive(store, attributes);
  if (parseQueueAttributes(attributes).isFifo !== queue.settings.isFifo) {
    throw new SqsError('InvalidAttributeValue', 'FifoQueue can only be set when a queue is created.');
  }
  store.commit({ op: 'attributes-set', queue: queue.name, attributes, at: store.clock.now() });
};

const checkNew = (store: QueueStore, { name, attributes }: QueueDraft): void => {
  if (!/^(?=.{1,80}$)[\w-]+(\.fifo)?$/.test(name)) {
    throw invalidParameter(
      'A queue name has 1 to 80 letters, digits, hyphens and underscores, and may end in .fifo.',
    );
  }
  if (name.endsWith('.fifo') !== (attributes['FifoQueue'] === 'true')) {
    throw invalidParameter(
      'The name of a FIFO queue, and of no other queue, must end with the .fifo suffix.',
    );
  }
  checkRedrive(store, attributes);
};

const checkRedrive = (store: QueueStore, attributes: QueueAttributes): void => {
  const { redrive, isFifo } = parseQueueAttributes(attributes);
  if (redrive === undefined) return;
  const deadLetters = store.find(redrive.deadLetterQueue);
  if (deadLetters === undefined) throw invalidRedrive('Dead letter target does not exist.');
  if (deadLetters.settings.isFifo !== isFifo) {
    throw invalidRedrive('Dead letter target must be of the same type of queue as the source.');
  }
};

const checkSame = (queue: Queue, attributes: QueueAttributes): void => {
  parseQueueAttributes(attributes);
  const current: QueueAttributes = { ...DEFAULT_QUEUE_ATTRIBUTES, ...queue.attributes };
  for (const [name, value] of Object.entries(attributes)) {
    if (isSameAttribute(current[name], value)) continue;
    throw new SqsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${name}`,
    );
  }
};

const hasExactly = (queue: Queue, attributes: QueueAttributes): boolean => {
  const names = new Set([...Object.keys(queue.attributes), ...Object.keys(attributes)]);
  return [...names].every((name) => isSameAttribute(queue.attributes[name] ?? '', attributes[name] ?? ''));
};

const withoutEmpty = (attributes: QueueAttributes): QueueAttributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));

const invalidRedrive = (reason: string): SqsError =>
  new SqsError('InvalidParameterValue', `Value for parameter RedrivePolicy is invalid. Reason: ${reason}`);
