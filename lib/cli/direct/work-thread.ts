import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { FileObjectStore } from '../../adapters/file-object-store.ts';
import { localFfmpeg } from '../../adapters/local-ffmpeg.ts';
import { createWorker } from '../../engine/create-worker.ts';
import { importStage } from '../../import/import-stage.ts';
import { validateStage } from '../../import/validate-stage.ts';
import type { WorkMessage } from '../../model/run.ts';
import { clusterStage } from '../../refine/cluster-stage.ts';
import { groupStage } from '../../refine/group-stage.ts';
import { createMediaStage } from '../../refine/media-stage.ts';
import { publishStage } from '../../refine/publish-stage.ts';
import { refineStage } from '../../refine/refine-stage.ts';

const { root } = workerData as { readonly root: string }; // set by the pool

const workOn = createWorker(
  {
    objects: new FileObjectStore({ root }),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    loadResource: (path) => readFile(path, 'utf8'),
  },
  {
    validate: validateStage,
    import: importStage,
    media: createMediaStage(localFfmpeg),
    refine: refineStage,
    group: groupStage,
    cluster: clusterStage,
    publish: publishStage,
  },
);

parentPort?.on('message', (message: WorkMessage) => {
  void workOn(message).then((event) => parentPort?.postMessage(event));
});
