import { unavailable } from '../chat-failure.ts';
import type { BatchTry } from './batch-tries.ts';
import { unlessItPasses, waitSecondsOf } from './batch-waits.ts';
import { beginBatch } from './begin-batch.ts';
import { endBatch } from './end-batch.ts';
import { type GroupPorts, type GroupWait, markOf, modelOf } from './group-ports.ts';
import type { QuestionGroup } from './split-questions.ts';

/**
 * Brings the questions of a group nearer to their answers, as far as that goes now; undefined when the service is done with
 * them.
 * @throws SluiceError when the service refuses, or has ended a batch without answering anything
 */
export const advanceGroup = async (
  ports: GroupPorts,
  group: QuestionGroup,
): Promise<GroupWait | undefined> => {
  const last = await ports.tries.findLast(group.hash);
  const seen = last === undefined ? { end: 'none' } : await seenOf(ports, group, last);
  if ('waitSeconds' in seen) return seen;
  const missing = await ports.known.missing(group.questions);
  // What a completed batch has not answered is asked one by one: it may be the questions' fault.
  if (seen.end === 'completed' || missing.length === 0) return undefined;
  return beginBatch(ports, group, (last?.number ?? -1) + 1, missing);
};

interface LastTry {
  readonly number: number;
  readonly found: BatchTry;
}

/** What has become of the last try: it waits, or is over. */
const seenOf = async (
  ports: GroupPorts,
  group: QuestionGroup,
  { number, found }: LastTry,
): Promise<GroupWait | { readonly end: string }> => {
  const { tries, service, patience, now } = ports;
  if (found.end !== undefined) return { end: found.end };
  if (found.id !== undefined) return lookAt(ports, group, { number, found: { ...found, id: found.id } });
  // Its worker is at it, or could not write the name of its batch down any more.
  const listed = await unlessItPasses(async () => ({
    id: await service.find(markOf(group, number), found.claimedAt),
  }));
  if (listed?.id !== undefined) {
    const known = { ...found, id: listed.id };
    await tries.note(group.hash, number, known);
    return lookAt(ports, group, { number, found: known });
  }
  const isLost = listed !== undefined && now() - found.claimedAt >= patience.takeOverMilliseconds;
  return isLost ? { end: 'lost' } : { waitSeconds: waitSecondsOf(0, patience) };
};

/** A service that can't be asked about a batch may be at it all the same. */
const lookAt = async (
  ports: GroupPorts,
  group: QuestionGroup,
  { number, found }: LastTry & { readonly found: { readonly id: string } },
): Promise<GroupWait | { readonly end: string }> => {
  const { service, patience, now } = ports;
  const batch = await unlessItPasses(() => service.look(found.id));
  const age = now() - found.claimedAt;
  if (batch !== undefined && batch.state !== 'open') {
    const wait = await endBatch(ports, group, { number, found, batch });
    return wait ?? { end: batch.state };
  }
  if (age >= patience.longestBatchMilliseconds) throw unavailable(modelOf(group), 'batch_overdue');
  return { waitSeconds: waitSecondsOf(age, patience), name: markOf(group, number) };
};
