import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { traceItem, writeItems } from '../../../lib/adapters/table-items.ts';
import type { Write } from '../../../lib/ports/document-store.ts';
import { MemoryDocumentStore } from '../../../lib/ports/memory/memory-document-store.ts';

/** Documents in memory, and what keeping them in the table would have taken. */
export const countedDocuments = () => {
  const store = new MemoryDocumentStore();
  let [commitCount, itemCount, weighedCount, weighedUnits] = [0, 0, 0, 0];
  let [stageUnits, plainStageUnits, largestStageBytes] = [0, 0, 0];

  const weigh = (items: readonly TransactWriteItem[]): void => {
    weighedCount++;
    for (const item of items) weighedUnits += writeUnits(item);
  };
  const weighStage = (write: Write): void => {
    if (write.kind !== 'stage') return;
    const [item] = writeItems('table', write);
    if (item === undefined) return;
    largestStageBytes = Math.max(largestStageBytes, bytesOf(item));
    plainStageUnits = Math.max(plainStageUnits, 2 * Math.ceil(JSON.stringify(write.document).length / 1024));
    stageUnits = Math.max(stageUnits, writeUnits(item));
  };
  const commit: MemoryDocumentStore['commit'] = async (writes, traces) => {
    await store.commit(writes, traces);
    itemCount += traces.length + writes.filter(({ expectedRevision }) => expectedRevision === 0).length;
    // To put what a large stage has into an item takes as long as all the rest, and one weighs like the next.
    if (commitCount++ % weighedEvery !== 0) return;
    weigh([
      ...writes.flatMap((write) => writeItems('table', write)),
      ...traces.map((trace) => traceItem('table', trace)),
    ]);
    for (const write of writes) weighStage(write);
  };
  const documents: MemoryDocumentStore = Object.assign(Object.create(store), {
    find: store.find.bind(store),
    findRun: store.findRun.bind(store),
    list: store.list.bind(store),
    commit,
  });
  return {
    documents,
    counts: () => ({
      commitCount,
      itemCount,
      tableWriteUnits: Math.round((weighedUnits / Math.max(1, weighedCount)) * commitCount),
      /** Of one write of a stage's progress, at its largest. */
      stageUnits,
      plainStageUnits,
      largestStageBytes,
    }),
  };
};

const weighedEvery = 25;

/** Two units a kilobyte in a transaction, and one for the index of lists. */
const writeUnits = (item: TransactWriteItem): number => {
  const kilobytes = Math.ceil(bytesOf(item) / 1024);
  return 2 * kilobytes + (item.Put?.Item?.['listKey'] === undefined ? 0 : kilobytes);
};

const bytesOf = ({ Put, Delete }: TransactWriteItem): number =>
  Object.entries(Put?.Item ?? Delete?.Key ?? {}).reduce(
    (total, [name, value]) => total + name.length + valueBytes(value),
    0,
  );

const valueBytes = ({ S, N, B }: AttributeValue): number => B?.byteLength ?? Buffer.byteLength(S ?? N ?? '');
