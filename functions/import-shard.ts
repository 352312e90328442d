import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { workHandler } from '../lib/handlers/work-handler.ts';
import { importStage } from '../lib/import/import-stage.ts';

export const handler = workHandler(awsPorts(), { import: importStage });
