import type { Task } from '../model/document.ts';
import type { Trace, TraceName } from '../model/trace.ts';

interface TaskTraceFacts {
  readonly time: number;
  /** Who did it. */
  readonly user: string;
  /** Of the task, by the commit that the trace goes with. */
  readonly revision: number;
  /** What was asked for, beyond the source and the output of the task. */
  readonly request?: Readonly<Record<string, unknown>> | undefined;
}

/** The audit entry of something that a person did to a task. Its id follows from the commit that it goes with. */
export const taskTrace = (
  task: Task,
  name: TraceName,
  { time, user, revision, request = {} }: TaskTraceFacts,
): Trace => ({
  trace_id: `${String(time).padStart(15, '0')}-${task.id}-${String(revision).padStart(8, '0')}-${name}`,
  time,
  trace_name: name,
  trace_rating: 'normal',
  resource_type: 'refineJob',
  resource_id: task.id,
  resource_name: task.name,
  workspace_id: task.workspace,
  user,
  request: {
    dataset: task.source.dataset,
    version: task.source.version,
    ...(task.output === undefined ? {} : { output: task.output.dataset }),
    ...request,
  },
  response: { status: task.status },
});
