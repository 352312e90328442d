import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Row } from './row.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Megabytes of the file that operators and validation are measured on. */
    size: { type: 'string', default: '50' },
    /** Megabytes of the file that whole runs are measured on. */
    'run-size': { type: 'string', default: '200' },
    /** Where the generated files are kept. */
    data: { type: 'string', default: join(tmpdir(), 'sluice-bench') },
  },
});

const settings = {
  directory: values.data,
  sizeBytes: Number(values.size) * 1e6,
  runSizeBytes: Number(values['run-size']) * 1e6,
};
const sections = {
  limits: async () => (await import('./bench-limits.ts')).benchLimits,
  operators: async () => (await import('./bench-operators.ts')).benchOperators,
  run: async () => (await import('./bench-run.ts')).benchRun,
  cloud: async () => (await import('./bench-cloud.ts')).benchCloud,
  start: async () => (await import('./bench-start.ts')).benchStart,
};

for (const [name, load] of Object.entries(sections)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const section = await load();
  console.log(`\n${name}`);
  for await (const row of section(settings)) print(row);
}

function print({ what, value, unit, note = '' }: Row): void {
  console.log(
    `  ${what.padEnd(52)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit.padEnd(12)} ${note}`,
  );
}
