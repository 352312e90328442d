import type { Command } from 'commander';
import type { OutputOptions } from '../terminal/output.ts';

/** `sluice demo`. */
export const addDemoCommand = (program: Command): void => {
  program
    .command('demo')
    .description('see it all once: a local cloud, an upload, a refined data set; leaves nothing behind')
    .action(async (_options, command: Command) => {
      const { demonstrate } = await import('../demo/demonstrate.ts');
      await demonstrate(command.optsWithGlobals<OutputOptions>());
    });
};
