import * as z from 'zod';
import { createSchedule } from '../../schedules/create-schedule.ts';
import { deleteSchedule } from '../../schedules/delete-schedule.ts';
import { editSchedule } from '../../schedules/edit-schedule.ts';
import { loadSchedule } from '../../schedules/load-schedule.ts';
import { scheduleChange, scheduleRequest } from '../../schedules/schedule-request.ts';
import { defineRoute } from '../define-route.ts';
import { present } from '../present.ts';
import {
  itemParams,
  listOf,
  listQuery,
  noBody,
  projectParams,
  scheduleSchema,
  workspaceQuery,
} from '../schemas.ts';

const path = '/v2/{project}/schedules';
const itemPath = `${path}/{id}`;

export const scheduleRoutes = [
  defineRoute({
    operationId: 'ListSchedules',
    method: 'GET',
    path,
    summary: 'Schedules, newest first',
    permission: 'modelarts:schedule:list',
    params: projectParams,
    query: listQuery.extend({
      status: z.enum(['ENABLED', 'DISABLED']).optional(),
      target: z.string().optional().describe('Id of the task or connection'),
    }),
    body: noBody,
    status: 200,
    response: listOf('schedules', scheduleSchema),
    errors: ['ModelArts.72060001'],
    handle: async ({ documents }, { query }) => {
      const { items, total } = await documents.list('schedule', query.workspace_id, query, {
        ...(query.status === undefined ? {} : { status: query.status.toLowerCase() }),
        ...(query.target === undefined ? {} : { parent: query.target }),
      });
      return { total_number: total, schedules: items.map(present.schedule) };
    },
  }),
  defineRoute({
    operationId: 'CreateSchedule',
    method: 'POST',
    path,
    summary: 'Start a task, or synchronize the source of a connection, again and again',
    permission: 'modelarts:schedule:create',
    params: projectParams,
    query: workspaceQuery,
    body: scheduleRequest,
    status: 201,
    response: scheduleSchema,
    errors: ['ModelArts.72060001', 'ModelArts.72020048', 'ModelArts.72060020'],
    traces: ['createSchedule'],
    handle: async (ports, { query, user, body }) =>
      present.schedule(await createSchedule(ports, { workspace: query.workspace_id, user }, body)),
  }),
  defineRoute({
    operationId: 'ShowSchedule',
    method: 'GET',
    path: itemPath,
    summary: 'One schedule',
    permission: 'modelarts:schedule:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: scheduleSchema,
    errors: ['ModelArts.72020048'],
    handle: async ({ documents }, { params, query }) =>
      present.schedule((await loadSchedule(documents, query.workspace_id, params.id)).document),
  }),
  defineRoute({
    operationId: 'UpdateSchedule',
    method: 'PATCH',
    path: itemPath,
    summary: 'Change, enable or disable a schedule',
    permission: 'modelarts:schedule:update',
    params: itemParams,
    query: workspaceQuery,
    body: scheduleChange,
    status: 200,
    response: scheduleSchema,
    errors: ['ModelArts.72060001', 'ModelArts.72020048', 'ModelArts.72060020'],
    traces: ['updateSchedule'],
    handle: async (ports, { params, query, user, body }) => {
      const caller = { workspace: query.workspace_id, user, id: params.id };
      return present.schedule(await editSchedule(ports, caller, body));
    },
  }),
  defineRoute({
    operationId: 'DeleteSchedule',
    method: 'DELETE',
    path: itemPath,
    summary: 'Delete a schedule; runs that it has started go on',
    permission: 'modelarts:schedule:delete',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: scheduleSchema,
    errors: ['ModelArts.72020048'],
    traces: ['deleteSchedule'],
    handle: async (ports, { params, query, user }) =>
      present.schedule(await deleteSchedule(ports, { workspace: query.workspace_id, user, id: params.id })),
  }),
] as const;
