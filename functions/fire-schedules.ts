import middy from '@middy/core';
import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { fireSchedules } from '../lib/schedules/fire-schedules.ts';

const ports = awsPorts();

export const handler = middy(() => fireSchedules(ports));
