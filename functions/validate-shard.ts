import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { workHandler } from '../lib/handlers/work-handler.ts';
import { validateStage } from '../lib/import/validate-stage.ts';

export const handler = workHandler(awsPorts(), { validate: validateStage });
