import { createHmac } from 'node:crypto';

/**
 * The value of `Sluice-Signature`: `t=<seconds since the epoch>,v1=<hex HMAC-SHA256 of "t.body">`. With the time inside,
 * a request that somebody has recorded can't be sent again later.
 */
export const webHookSignature = (
  secret: string,
  { body, at }: { readonly body: string; readonly at: number },
): string => {
  const seconds = Math.floor(at / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
};
