import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { workHandler } from '../lib/handlers/work-handler.ts';
import { refineStage } from '../lib/refine/refine-stage.ts';

export const handler = workHandler(awsPorts(), { refine: refineStage });
