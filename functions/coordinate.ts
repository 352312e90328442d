import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { coordinateHandler } from '../lib/handlers/coordinate-handler.ts';

export const handler = coordinateHandler(awsPorts());
