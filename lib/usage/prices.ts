/**
 * What AWS asks for the resources that a run uses: list prices on demand, US dollars, US East (N. Virginia), without free
 * tiers and volume discounts, as of July 2025. Other regions differ, mostly by less than a fifth. Sources: the pricing
 * pages of AWS Lambda (arm64), Amazon S3 (Standard), Amazon SQS and Amazon DynamoDB (on demand, prices since November
 * 2024). The only place that knows prices.
 */
export const PRICES = {
  currency: 'USD',
  region: 'us-east-1',
  asOf: '2025-07',
  /** Of function memory, 1,024 MB for a second. */
  gigabyteSecond: 0.0000133334,
  invocation: 0.2 / 1e6,
  /** PUT, COPY, POST and LIST. */
  objectWrite: 0.005 / 1000,
  /** GET, HEAD and all others. */
  objectRead: 0.0004 / 1000,
  /** A send, receive or delete of up to ten messages. */
  queueRequest: 0.4 / 1e6,
  fifoQueueRequest: 0.5 / 1e6,
  /** A kilobyte written; in a transaction it takes two. */
  tableWriteUnit: 0.625 / 1e6,
} as const;
