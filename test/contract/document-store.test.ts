import { afterAll, beforeAll } from 'vitest';
import { DynamoDocumentStore } from '../../lib/adapters/dynamo-document-store.ts';
import { DynamoTraceStore } from '../../lib/adapters/dynamo-trace-store.ts';
import { systemClock } from '../../lib/adapters/system-clock.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';
import { describeDocumentStore } from './document-store.contract.ts';
import { createStateTable, startDynoxide } from './start-dynoxide.ts';

describeDocumentStore('MemoryDocumentStore', async () => {
  const documents = new MemoryDocumentStore();
  return { documents, traces: new MemoryTraceStore(documents) };
});

let dynoxide: Awaited<ReturnType<typeof startDynoxide>>;
beforeAll(async () => {
  dynoxide = await startDynoxide();
});
afterAll(() => dynoxide.stop());

describeDocumentStore('DynamoDocumentStore', async () => {
  const { client } = dynoxide;
  await createStateTable(client, 'state');
  return {
    documents: new DynamoDocumentStore(client, 'state'),
    traces: new DynamoTraceStore(client, 'state', systemClock),
  };
});
