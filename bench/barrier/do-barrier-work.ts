import { FileObjectStore } from '../../lib/adapters/file-object-store.ts';
import { createWorker } from '../../lib/engine/create-worker.ts';
import type { WorkMessage } from '../../lib/model/run.ts';
import { clusterStage } from '../../lib/refine/cluster-stage.ts';
import { groupStage } from '../../lib/refine/group-stage.ts';

/** Does work messages over a folder of objects, and tells the largest memory that this process has taken, bytes. */
const [root = '', messages = '[]'] = process.argv.slice(2);
const workOn = createWorker(
  {
    objects: new FileObjectStore({ root }),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    loadResource: async () => '',
  },
  { group: groupStage, cluster: clusterStage },
);
for (const message of JSON.parse(messages) as readonly WorkMessage[]) {
  const event = await workOn(message);
  if (event.type !== 'stage-planned' && event.type !== 'shard-succeeded')
    throw new Error(JSON.stringify(event));
}
console.log(process.resourceUsage().maxRSS * 1024);
