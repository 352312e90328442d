import * as z from 'zod';
import { parseSchedule } from './parse-schedule.ts';

/** A `rate(…)` or `cron(…)` that the scheduler can play. */
export const scheduleExpression = z.string().superRefine((expression, context) => {
  try {
    parseSchedule(expression);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});
