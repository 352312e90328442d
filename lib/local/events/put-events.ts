import { randomUUID } from 'node:crypto';
import * as z from 'zod';

/** Source: EventBridge API reference, PutEvents. */
export const largestRequestBytes = 1024 ** 2;

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
  /** Seconds since the epoch. */
  Time: z.number().optional(),
});
type Entry = z.output<typeof entrySchema>;

export const putEventsSchema = z.object({ Entries: z.array(entrySchema).min(1).max(10) });

/** An event as rules and their targets see it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export type PutResult =
  | { readonly kind: 'taken'; readonly bus: string; readonly event: BusEvent }
  | { readonly kind: 'refused'; readonly ErrorCode: string; readonly ErrorMessage: string };

/** What the buses make of one entry of a request. */
export const putEvent = (
  entry: Entry,
  {
    buses,
    region,
    account,
    now,
  }: {
    readonly buses: ReadonlySet<string>;
    readonly region: string;
    readonly account: string;
    readonly now: number;
  },
): PutResult => {
  const { Source: source = '', DetailType: type = '', Detail: detailText = '' } = entry;
  const bus = entry.EventBusName.slice(entry.EventBusName.lastIndexOf('/') + 1);
  if (source === '') return missing('Source');
  if (type === '') return missing('DetailType');
  if (detailText === '') return missing('Detail');
  if (source.startsWith('aws.')) return refused('NotAuthorizedForSource', 'Not authorized for the source.');
  const detail = parseObject(detailText);
  if (detail === undefined) return refused('MalformedDetail', 'Detail is malformed.');
  if (!buses.has(bus)) return refused('ResourceNotFoundException', 'There is no event bus of this name.');
  const time = entry.Time === undefined ? now : entry.Time * 1000;
  const event = busEvent({ type, source, time, resources: entry.Resources, detail }, { region, account });
  return { kind: 'taken', bus, event };
};

/** An event of its own id; `time` is in milliseconds since the epoch. */
export const busEvent = (
  facts: {
    readonly type: string;
    readonly source: string;
    readonly time: number;
    readonly resources: readonly string[];
    readonly detail: unknown;
  },
  { region, account }: { readonly region: string; readonly account: string },
): BusEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': facts.type,
  source: facts.source,
  account,
  time: new Date(facts.time).toISOString().replace(/\.\d+Z$/, 'Z'),
  region,
  resources: facts.resources,
  detail: facts.detail,
});

const refused = (ErrorCode: string, ErrorMessage: string): PutResult => ({
  kind: 'refused',
  ErrorCode,
  ErrorMessage,
});

const missing = (name: string): PutResult =>
  refused('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);

const parseObject = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
