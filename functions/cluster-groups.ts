import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { workHandler } from '../lib/handlers/work-handler.ts';
import { clusterStage } from '../lib/refine/cluster-stage.ts';

export const handler = workHandler(awsPorts(), { cluster: clusterStage });
