import type { Command } from 'commander';
import {
  type Item,
  inWorkspace,
  printItem,
  type Resource,
  type WorkspaceOptions,
} from './add-item-commands.ts';
import { callApi } from './call-api.ts';

interface Action {
  /** What people type, such as `stop-generating`; also the last part of the API's path. */
  readonly verb: string;
  readonly description: string;
  /** The request's body, or a promise of it, from the command's options; none by default. */
  readonly body?: (options: Item) => unknown;
  /** Gives what is printed in place of the reply, such as the run that it tells of; nothing when there is nothing to be. */
  readonly follow?: (reply: Item, options: Item & WorkspaceOptions) => Promise<Item | undefined>;
}

/** Adds `<verb> ID` to a command: `POST <path>/{id}/<verb>`. Gives the command, for further options. */
export const addActionCommand = (
  parent: Command,
  { path }: Pick<Resource, 'path'>,
  { verb, description, body, follow }: Action,
): Command =>
  inWorkspace(parent.command(verb))
    .description(description)
    .argument('<id>')
    .action(async (id: string, _options, command: Command) => {
      const options: Item & WorkspaceOptions = command.optsWithGlobals();
      const reply = await callApi<Item>({
        method: 'POST',
        path: `${path}/${encodeURIComponent(id)}/${verb}`,
        query: { workspace_id: options.workspace },
        body: await body?.(options),
      });
      const item = follow === undefined ? reply : await follow(reply, options);
      if (item !== undefined) printItem(item, options);
    });
