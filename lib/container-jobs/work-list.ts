import { createHash } from 'node:crypto';
import { readSealed, sealed } from '../engine/sealed-json.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { WorkMessage } from '../model/run.ts';
import type { ObjectStore } from '../ports/object-store.ts';

/** `runs/<run>/<stage>/jobs/<hash>.json`: the messages of one array job; its child i does message i. */
export interface WorkList {
  readonly messages: readonly WorkMessage[];
}

/** Settings by which a container knows its work. */
export const WORK_SETTINGS = { list: 'WORK_LIST', notBefore: 'WORK_NOT_BEFORE' } as const;

/**
 * Writes messages of one stage as a list; gives its key. The same messages give the same key and bytes.
 */
export const writeWorkList = async (
  objects: ObjectStore,
  [first, ...others]: readonly [WorkMessage, ...WorkMessage[]],
): Promise<string> => {
  const list: WorkList = { messages: [first, ...others] };
  const hash = createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16);
  const key = objectKeys.workList(first.runId, first.stage, hash);
  await objects.write(key, sealed(list));
  return key;
};

/** The message of a child; undefined when the list is gone, or as short as that. */
export const findMessage = async (
  objects: ObjectStore,
  key: string,
  index: number,
): Promise<WorkMessage | undefined> => (await readSealed<WorkList>(objects, key))?.messages[index];
