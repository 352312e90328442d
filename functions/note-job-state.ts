import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { jobStateHandler } from '../lib/handlers/job-state-handler.ts';

export const handler = jobStateHandler(awsPorts());
