import type { ReceivedMessage } from './sqs-event.ts';

/** Largest event of a synchronous invocation (Lambda quotas). */
export const largestPayloadBytes = 6 * 1024 ** 2;

/** Room that a record's other fields and the escapes of its body take. */
const recordOverheadBytes = 2048;

/** Splits a batch where its event would be too large to call a function with. */
export const payloadChunks = (
  messages: readonly ReceivedMessage[],
): readonly (readonly ReceivedMessage[])[] => {
  const chunks: ReceivedMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(JSON.stringify(message.Body)) + recordOverheadBytes;
    const chunk = chunks.at(-1);
    if (chunk === undefined || size > room) {
      chunks.push([message]);
      room = largestPayloadBytes - size;
    } else {
      chunk.push(message);
      room -= size;
    }
  }
  return chunks;
};
