import type { Language } from '../../errors/table/index.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { failureText } from '../failure-text.ts';
import { languageOf } from '../language.ts';
import type { Item, WorkspaceOptions } from './add-item-commands.ts';
import { followRun } from './follow-run.ts';

/**
 * The run that a request has started, followed to its end when `--wait` asks for that; the reply as it is otherwise, or
 * when there is no run. Undefined when the run fails: then that is told, and exits with 1, for the request was right.
 */
export const afterRun = async (
  reply: Item,
  run: unknown,
  options: WorkspaceOptions & { readonly wait?: unknown; readonly lang?: Language },
): Promise<Item | undefined> => {
  if (options.wait !== true || typeof run !== 'string') return reply;
  try {
    return await followRun(run, options.workspace);
  } catch (error) {
    process.stderr.write(failureText(error, languageOf(options)));
    process.exitCode = EXIT_CODES.failed;
    return undefined;
  }
};
