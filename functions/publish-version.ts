import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { workHandler } from '../lib/handlers/work-handler.ts';
import { publishStage } from '../lib/refine/publish-stage.ts';

export const handler = workHandler(awsPorts(), { publish: publishStage });
