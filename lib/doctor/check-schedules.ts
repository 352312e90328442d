import type { Schedule } from '../model/document.ts';
import { nextSlot } from '../schedules/next-slot.ts';
import type { DoctorPorts } from './doctor-ports.ts';
import type { Finding } from './finding.ts';

/** Schedules fire every minute; one that is late by this has not been fired. */
const lateAfterMs = 5 * 60_000;

/** Codes of a target that was at work when its slot came: the next slot tries again. */
const busy: ReadonlySet<string> = new Set(['ModelArts.72020008', 'ModelArts.72060085']);

/** Enabled schedules that can't fire, or have not. */
export const checkSchedules = async (ports: DoctorPorts): Promise<readonly Finding[]> => {
  const now = ports.clock.now();
  const findings: Finding[] = [];
  for (const schedule of await ports.documents.listScheduled()) {
    const problem =
      (await targetProblem(ports, schedule)) ??
      expressionProblem(schedule, now) ??
      lateProblem(schedule, now) ??
      startProblem(schedule);
    if (problem !== undefined) findings.push({ check: 'schedule', where: schedule.id, ...problem });
  }
  return findings;
};

type Problem = Pick<Finding, 'severity' | 'what' | 'remedy' | 'facts'>;

const targetProblem = async (
  { documents }: DoctorPorts,
  { workspace, id, name, target }: Schedule,
): Promise<Problem | undefined> => {
  const found = await documents.find(target.kind, workspace, target.id);
  if (found !== undefined && found.document.deletedAt === undefined) return undefined;
  const [state, restore] =
    found === undefined
      ? (['gone', ''] as const)
      : (['deleted', `sluice ${target.kind}s restore ${target.id}, or `] as const);
  return {
    severity: 'error',
    what: `${name} can't start anything: its ${target.kind} ${target.id} is ${state}`,
    remedy: `${restore}sluice schedules delete ${id}`,
  };
};

const expressionProblem = ({ id, name, expression }: Schedule, now: number): Problem | undefined => {
  if (firesAfter(expression, now)) return undefined;
  return {
    severity: 'warning',
    what: `${name} never fires again: ${expression}`,
    remedy: `sluice schedules edit ${id} --expression …, or sluice schedules delete ${id}`,
  };
};

const firesAfter = (expression: string, now: number): boolean => {
  try {
    return nextSlot(expression, now) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

const lateProblem = ({ name, nextAt }: Schedule, now: number): Problem | undefined => {
  if (nextAt === undefined || now - nextAt < lateAfterMs) return undefined;
  return {
    severity: 'warning',
    what: `${name} was due at ${new Date(nextAt).toISOString()} and has not been fired`,
    remedy: 'see that the function fireSchedules is called every minute; its log tells of failures',
    facts: { minutes: Math.floor((now - nextAt) / 60_000) },
  };
};

const startProblem = ({ name, last }: Schedule): Problem | undefined => {
  if (last?.error === undefined || busy.has(last.error.code)) return undefined;
  const { code } = last.error;
  return {
    severity: 'warning',
    what: `${name} could not start anything at ${new Date(last.slot).toISOString()}: ${code}`,
    remedy: `sluice errors ${code} says what to do; the next slot tries again`,
  };
};
