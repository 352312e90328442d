import { containerPorts } from '../lib/adapters/container-ports.ts';
import { localFfmpeg } from '../lib/adapters/local-ffmpeg.ts';
import { runContainer } from '../lib/handlers/run-container.ts';
import { createMediaStage } from '../lib/refine/media-stage.ts';

await runContainer(containerPorts(), { media: createMediaStage(localFfmpeg) });
