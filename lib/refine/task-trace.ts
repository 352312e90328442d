import type { Task } from '../model/document.ts';
import type { Trace, TraceName } from '../model/trace.ts';

/** The audit entry of something that a person did to a task. */
export const taskTrace = (
  task: Task,
  name: TraceName,
  { time, run }: { readonly time: number; readonly run?: string },
): Trace => ({
  trace_id: `${String(time).padStart(15, '0')}-${task.id}-${name}`,
  time,
  trace_name: name,
  trace_rating: 'normal',
  resource_type: 'refineJob',
  resource_id: task.id,
  resource_name: task.name,
  workspace_id: task.workspace,
  user: task.user,
  request: {
    dataset: task.source.dataset,
    version: task.source.version,
    output: task.output.dataset,
    ...(run === undefined ? {} : { run }),
  },
});
