import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { httpHandler } from '../lib/handlers/http-handler.ts';

export const handler = httpHandler(awsPorts());
