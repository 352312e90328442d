import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileObjectStore } from '../../adapters/file-object-store.ts';
import { localDocumentReader } from '../../adapters/local-document-reader.ts';
import { localFfmpeg } from '../../adapters/local-ffmpeg.ts';
import { textModels } from '../../adapters/models/text-models.ts';
import { useTemporaryFolder } from '../../config.ts';
import { createWorker } from '../../engine/create-worker.ts';
import { importStage } from '../../import/import-stage.ts';
import { validateStage } from '../../import/validate-stage.ts';
import type { WorkMessage } from '../../model/run.ts';
import { clusterStage } from '../../refine/cluster-stage.ts';
import { groupStage } from '../../refine/group-stage.ts';
import { createMediaStage } from '../../refine/media-stage.ts';
import { publishStage } from '../../refine/publish-stage.ts';
import { refineStage } from '../../refine/refine-stage.ts';

const [root = '', answers] = process.argv.slice(2); // the pool's arguments

// What this process leaves behind when it is killed goes with the run. The compile cache has its place already.
const temporary = join(root, '.tmp');
mkdirSync(temporary, { recursive: true });
useTemporaryFolder(temporary);

const workOn = createWorker(
  {
    objects: new FileObjectStore({ root }),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    loadResource: (path, kind) => readFile(path, kind === 'binary' ? 'latin1' : 'utf8'),
    documentReader: localDocumentReader({ isLocal: true }),
    models: textModels(answers === undefined ? undefined : new FileObjectStore({ root: answers })),
    // No function's time limit.
    modelMilliseconds: Number.POSITIVE_INFINITY,
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

process.on('message', (message: WorkMessage) => {
  void workOn(message).then((event) => process.send?.(event));
});
// Whoever wanted the work is gone.
process.on('disconnect', () => process.exit());
