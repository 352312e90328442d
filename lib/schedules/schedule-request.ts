import * as z from 'zod';
import { taskName } from '../model/names.ts';
import { scheduleExpression } from './schedule-expression.ts';

const target = z.strictObject({
  kind: z.enum(['task', 'connection']).describe('Start a task, or synchronize the source of a connection'),
  id: z.string().min(1),
});
const expression = scheduleExpression.describe('`rate(5 minutes)` or `cron(0 3 * * ? *)`, UTC');
const isEnabled = z.boolean().describe('Whether it fires');

/** What a schedule is created from. */
export const scheduleRequest = z.strictObject({
  name: taskName,
  expression,
  target,
  enabled: isEnabled.default(true),
});
export type ScheduleRequest = z.output<typeof scheduleRequest>;

/** What is to be different of a schedule; what is not named stays. */
export const scheduleChange = z.strictObject({
  name: taskName.optional(),
  expression: expression.optional(),
  target: target.optional(),
  enabled: isEnabled.optional(),
});
export type ScheduleChange = z.output<typeof scheduleChange>;
