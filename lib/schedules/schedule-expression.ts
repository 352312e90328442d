import * as z from 'zod';
import { parseSchedule } from './parse-schedule.ts';

/** A `rate(…)` or `cron(…)`, at most as long as EventBridge has them. */
export const scheduleExpression = z
  .string()
  .max(256)
  .superRefine((expression, context) => {
    try {
      parseSchedule(expression);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  });
