import type { Usage } from '../model/run.ts';
import { MEGABYTES_PER_VCPU } from '../model/stage-functions.ts';
import type { ControlWork } from './control-work.ts';
import { PRICES } from './prices.ts';

/** What usage costs at the list prices of `PRICES`, in its currency. */
export interface Cost {
  readonly total: number;
  /** Of the functions that do the shards. */
  readonly compute: number;
  readonly objectRequests: number;
  /** Of messages, the coordinator's invocations and the table's writes. */
  readonly control: number;
}

/** Object requests by the two classes that are priced apart. */
export interface ObjectRequests {
  readonly reads: number;
  readonly writes: number;
}

/** The price of a second of one vCPU: functions are billed by memory, which comes with vCPUs in proportion. */
export const priceOfVcpuSeconds = (vcpuSeconds: number): number =>
  ((vcpuSeconds * MEGABYTES_PER_VCPU) / 1024) * PRICES.gigabyteSecond;

/**
 * Prices what was metered. The meter does not tell the classes of object requests apart: all are priced as writes, the
 * dearer class.
 */
export const priceUsage = ({ vcpuSeconds, requestCount }: Usage, control?: ControlWork): Cost =>
  priceWork({ vcpuSeconds, requests: { reads: 0, writes: requestCount } }, control);

/** Prices work whose object requests are known by class. */
export const priceWork = (
  { vcpuSeconds, requests }: { readonly vcpuSeconds: number; readonly requests: ObjectRequests },
  control?: ControlWork,
): Cost => {
  const compute = priceOfVcpuSeconds(vcpuSeconds);
  const objectRequests = requests.reads * PRICES.objectRead + requests.writes * PRICES.objectWrite;
  const controlCost = control === undefined ? 0 : priceControl(control);
  return { total: compute + objectRequests + controlCost, compute, objectRequests, control: controlCost };
};

const priceControl = (work: ControlWork): number =>
  work.invocations * PRICES.invocation +
  work.queueRequests * PRICES.queueRequest +
  work.fifoQueueRequests * PRICES.fifoQueueRequest +
  work.tableWriteUnits * PRICES.tableWriteUnit;
