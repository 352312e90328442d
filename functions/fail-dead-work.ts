import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { deadWorkHandler } from '../lib/handlers/dead-work-handler.ts';

export const handler = deadWorkHandler(awsPorts());
