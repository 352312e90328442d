import * as z from 'zod';
import { connectionManifest } from '../model/connection-manifest.ts';
import { workspaceId } from '../model/names.ts';

const shared = {
  workspace: workspaceId.default('default').describe('Workspace'),
  id: z
    .string()
    .regex(/^[\x21-\x7E]{1,128}$/)
    .optional()
    .describe(
      "The sender's own id of this command, 1 to 128 printable characters: a command with an id is done once, however often it is sent",
    ),
  user: z
    .string()
    .min(1)
    .max(128)
    .regex(/^\P{C}*$/u)
    .optional()
    .describe('For whom it is sent, for the audit trail; by default the principal that sent it'),
};

const startTask = z
  .strictObject({
    command: z.literal('start-task'),
    ...shared,
    task: z.string().min(1).describe('Id of the refining task'),
    sample_count: z
      .int()
      .min(1)
      .optional()
      .describe('Records to take from the start of the source; all by default'),
  })
  .describe('Starts a run of a refining task');

const importFolder = z
  .strictObject({
    command: z.literal('import-folder'),
    ...shared,
    connection: z
      .string()
      .regex(/^(?!\.{1,2}$)[^/\p{C}]{1,200}$/u)
      .describe("Name of the folder under `inbox/<workspace>/`, which is the connection's id"),
    manifest: connectionManifest
      .optional()
      .describe(
        'Written as `connection.json`, which starts the import; without it the folder is looked at again',
      ),
  })
  .describe('Imports the files of a folder of the inbox');

const stopRun = z
  .strictObject({
    command: z.literal('stop-run'),
    ...shared,
    run: z.string().min(1).describe('Id of the run'),
  })
  .describe('Stops a run');

/** A message on the command queue. */
export const commandSchema = z.discriminatedUnion('command', [startTask, importFolder, stopRun]);
export type Command = z.output<typeof commandSchema>;
export type CommandName = Command['command'];

export const COMMAND_NAMES = ['start-task', 'import-folder', 'stop-run'] as const satisfies CommandName[];

/** The JSON Schema of a message's body, as it is published. */
export const commandJsonSchema = () => ({
  title: 'A message on the command queue of Sluice',
  ...z.toJSONSchema(commandSchema, { io: 'input' }),
});
