import type { Usage } from '../model/run.ts';
import type { Cost } from './price-usage.ts';
import { PRICES } from './prices.ts';

/** Usage as reports and the API show it. */
export const presentUsage = (usage: Usage) => ({
  vcpu_seconds: rounded(usage.vcpuSeconds, 3),
  request_count: usage.requestCount,
  read_bytes: usage.readBytes,
  written_bytes: usage.writtenBytes,
});

/** A cost as reports and the API show it, with the prices that it rests on. */
export const presentCost = (cost: Cost) => ({
  currency: PRICES.currency,
  region: PRICES.region,
  prices_as_of: PRICES.asOf,
  total: money(cost.total),
  compute: money(cost.compute),
  object_requests: money(cost.objectRequests),
  control: money(cost.control),
});

/** Millionths: what a small run costs is far below a cent. */
export const money = (amount: number): number => rounded(amount, 6);

export const rounded = (value: number, digits: number): number =>
  Math.round(value * 10 ** digits) / 10 ** digits;
