import * as z from 'zod';
import { NOT_PLAYED, notPlayed } from './not-played.ts';
import { templateValueSchema } from './template-value-schema.ts';

/** AWS::Events::EventBus: a bus that takes events; on one machine nothing but its journal hears of them. */
export const eventBusSchema = z.strictObject({
  ...notPlayed(NOT_PLAYED.eventBus),
  Name: templateValueSchema,
});
