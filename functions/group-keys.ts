import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { workHandler } from '../lib/handlers/work-handler.ts';
import { groupStage } from '../lib/refine/group-stage.ts';

export const handler = workHandler(awsPorts(), { group: groupStage });
