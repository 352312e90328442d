import { isEnded } from '../engine/run-state.ts';
import { LIMITS } from '../model/limits.ts';
import type { Run } from '../model/run.ts';
import type { TraceName } from '../model/trace.ts';
import { checkStages } from './check-stages.ts';
import type { DoctorPorts } from './doctor-ports.ts';
import type { Finding } from './finding.ts';

const dayMs = 86_400_000;

/** The traces of a workspace that are looked at for each name. */
const tracesRead = 100_000;

/** Runs of a workspace that have ended: whether their state and trail are complete. */
export const checkEnded = async (
  ports: DoctorPorts,
  workspace: string,
  runs: readonly Run[],
): Promise<readonly Finding[]> => {
  const ended = runs.filter(isEnded);
  const stateFindings: Finding[] = [];
  for (const run of ended) stateFindings.push(...(await checkStages(ports, run)));
  return [...stateFindings, ...(await checkTraces(ports, workspace, ended))];
};

const checkTraces = async (
  { traces, clock }: DoctorPorts,
  workspace: string,
  ended: readonly Run[],
): Promise<readonly Finding[]> => {
  const oldest = clock.now() - (LIMITS.traceDays - 1) * dayMs;
  const recent = ended.filter(({ endedAt = 0 }) => endedAt >= oldest);
  const findings: Finding[] = [];
  for (const [name, ofName] of Map.groupBy(recent, endTraceOf)) {
    const page = { limit: tracesRead, offset: 0 };
    const { items } = await traces.list({ workspace, trace_name: name, from: oldest - dayMs }, page);
    const traced = new Set(items.flatMap(({ resource_id, request }) => [resource_id, request?.['run']]));
    for (const { id } of ofName.filter((run) => !traced.has(run.id))) {
      findings.push({
        severity: 'error',
        check: 'run-trace',
        what: `the run has ended without its trace ${name}`,
        where: id,
        remedy: 'the trail is not complete; look for who else writes to the table, and report this',
      });
    }
  }
  return findings;
};

const endTraceOf = ({ kind, status }: Run): TraceName => {
  if (status === 'stopped') return 'stopRun';
  const [finished, failed] =
    kind === 'import'
      ? (['finishDataConnection', 'failDataConnection'] as const)
      : (['finishRefineJob', 'failRefineJob'] as const);
  return status === 'failed' ? failed : finished;
};
