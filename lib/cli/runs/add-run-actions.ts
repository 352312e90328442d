import type { Command } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
import { type Item, inWorkspace, printItem, type WorkspaceOptions } from '../api/add-item-commands.ts';
import { afterRun } from '../api/after-run.ts';
import { callApi } from '../api/call-api.ts';

interface ActionOptions extends WorkspaceOptions {
  readonly wait?: boolean;
}

/** Adds `stop RUN` and `retry RUN`: what its connection or task is asked for. */
export const addRunActions = (parent: Command): void => {
  inWorkspace(parent.command('stop'))
    .description('stop a run')
    .argument('<run>')
    .action(async (id: string, _options, command: Command) => {
      const options: ActionOptions = command.optsWithGlobals();
      printItem(await askParent(id, options, { verb: 'stop', body: {} }), options);
    });
  inWorkspace(parent.command('retry'))
    .description('have a failed run go on with what it has not done; an import begins a new run')
    .argument('<run>')
    .option('--wait', 'follow the run until it ends')
    .action(async (id: string, _options, command: Command) => {
      const options: ActionOptions = command.optsWithGlobals();
      const body = { task: { from: 'failed' }, connection: { mode: 'start_now' } };
      const reply = await askParent(id, options, { verb: 'retry', body });
      const retried = await afterRun(reply, reply['latest_run'] ?? reply['id'], options);
      if (retried !== undefined) printItem(retried, options);
    });
};

interface Parent {
  readonly kind: 'connection' | 'task';
  readonly id: string;
}

const pathByKind = { connection: '/data-connections', task: '/refine-jobs' } as const;

/** @throws SluiceError ModelArts.72020051 when there is a later run, which is not the one that is meant */
const askParent = async (
  id: string,
  { workspace }: ActionOptions,
  { verb, body }: { readonly verb: string; readonly body: Partial<Record<Parent['kind'], unknown>> },
): Promise<Item> => {
  const query = { workspace_id: workspace };
  const { parent, status } = await callApi<{ readonly parent: Parent; readonly status: string }>({
    path: `/runs/${encodeURIComponent(id)}`,
    query,
  });
  const path = `${pathByKind[parent.kind]}/${encodeURIComponent(parent.id)}`;
  const { latest_run: latest } = await callApi<Item>({ path, query });
  if (latest !== id) {
    const reason = `its ${parent.kind} has a later run, ${String(latest)}`;
    throw new SluiceError('ModelArts.72020051', { status, reason });
  }
  return callApi<Item>({ method: 'POST', path: `${path}/${verb}`, query, body: body[parent.kind] });
};
