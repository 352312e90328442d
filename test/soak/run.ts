import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { wholeNumber } from '../../lib/cli/shared-options.ts';
import { explain } from '../simulation/explain.ts';
import { soakKill } from './soak-kill.ts';
import { soakScale } from './soak-scale.ts';
import { soakSchedules } from './soak-schedules.ts';

interface ScheduleOptions {
  readonly schedules?: number;
  readonly seed?: number;
  readonly threads: number;
}

interface KillOptions {
  readonly size: number;
  readonly kills: number;
  readonly seed?: number;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const endWith = (isGood: boolean): void => {
  process.exitCode = isGood ? 0 : 1;
};

const program = new Command('npm run soak --')
  .description(
    'Runs the engine under faults for long: simulated schedules, or a real local cloud that is killed.',
  )
  .enablePositionalOptions()
  .showHelpAfterError('Add --help to see what there is.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

program
  .command('schedules', { isDefault: true })
  .description('play schedules on virtual time')
  .option('--schedules <count>', 'how many; 10,000 by default', wholeNumber(1))
  .option(
    '--seed <number>',
    'the first of them; without --schedules, the one to play again and tell of',
    wholeNumber(0),
  )
  .option('--threads <count>', 'threads that play', wholeNumber(1), availableParallelism())
  .action(async ({ schedules, seed, threads }: ScheduleOptions) => {
    if (seed !== undefined && schedules === undefined) return print(await explain(seed));
    const range = { firstSeed: seed ?? 1, scheduleCount: schedules ?? 10_000, threadCount: threads };
    endWith(await soakSchedules({ ...range, print }));
  });

program
  .command('kill')
  .description('kill -9 the processes of a local cloud while it imports and refines')
  .option('--size <megabytes>', 'of the data set', wholeNumber(1), 200)
  .option('--kills <count>', 'how often each of its two processes is killed', wholeNumber(1), 20)
  .option('--seed <number>', 'of the order of the kills and the pauses between them', wholeNumber(0))
  .action(async ({ size, kills, seed = Date.now() % 1_000_000 }: KillOptions) =>
    endWith(await soakKill({ sizeBytes: size * 1e6, killCount: kills, seed, print })),
  );

program
  .command('scale')
  .description('print what runs of 1 GB to 100 TB come to, on virtual time')
  .option('--million', 'and ten runs of 100,000 shards at once')
  .action(async ({ million = false }: { readonly million?: boolean }) =>
    endWith(await soakScale({ hasMillion: million, print })),
  );

await program.parseAsync();
