import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { WebHookDestination } from '../../lib/adapters/web-hook-destination.ts';
import type { RunNotice } from '../../lib/model/run-notice.ts';
import { webHookAddress } from '../../lib/notices/web-hook-address.ts';
import { webHookSignature } from '../../lib/notices/web-hook-signature.ts';

const secret = 'a secret of at least thirty-two letters';
const at = 1_790_000_000_123;

const notice: RunNotice = {
  id: 'run-1/run-failed/1000',
  type: 'run-failed',
  time: 1000,
  workspace: 'default',
  run: 'run-1',
  kind: 'refine',
  parent: { kind: 'task', id: 'clean', name: 'clean' },
  output: { dataset: 'clean', version: 1 },
};

let server: Server | undefined;
afterEach(() => server?.close().closeAllConnections());

/** A receiver that answers each request with the next of some statuses. */
const receiver = async (...statuses: number[]) => {
  const received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(statuses.shift() ?? 204, { location: '/elsewhere' }).end('thanks');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { received, address: `http://127.0.0.1:${port}/hook` };
};

const hook = (address: string, key = secret) =>
  new WebHookDestination({ address, secret: key }, { now: () => at });

describe('a web hook', () => {
  it('is told by a signed request', async () => {
    const { received, address } = await receiver(200);
    await hook(address).deliver(notice);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    expect(JSON.parse(body)).toEqual(notice);
    const digest = createHmac('sha256', secret).update(`1790000000.${body}`).digest('hex');
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'sluice-signature': `t=1790000000,v1=${digest}`,
    });
  });

  it.each([500, 502, 503, 504, 429, 408, 425])('that answers %i is told again later', async (status) => {
    const { address } = await receiver(status);
    await expect(hook(address).deliver(notice)).rejects.toMatchObject({
      code: 'ModelArts.72020092',
      details: { service: 'web hook', reason: `it answered ${status}` },
    });
  });

  it.each([400, 401, 403, 404, 410, 301, 307])('that answers %i is not told again', async (status) => {
    const { received, address } = await receiver(status);
    await expect(hook(address).deliver(notice)).rejects.toMatchObject({
      code: 'ModelArts.72060001',
      retry: 'never',
      details: { argument: 'WEB_HOOK_URL', reason: expect.stringContaining(`it answered ${status}`) },
    });
    expect(received).toHaveLength(1);
  });

  it('that is not there is told again later', async () => {
    await expect(hook('http://127.0.0.1:1/').deliver(notice)).rejects.toMatchObject({
      details: { reason: 'it could not be reached' },
    });
  });

  it('without a secret hears nothing', async () => {
    const { received, address } = await receiver();
    await expect(hook(address, '').deliver(notice)).rejects.toMatchObject({
      code: 'ModelArts.72060001',
      details: { argument: 'WEB_HOOK_SECRET' },
    });
    expect(received).toEqual([]);
  });

  it('says neither its secret nor its address when it fails', async () => {
    const { address } = await receiver(500);
    const error: unknown = await hook(`${address}?token=hush`)
      .deliver(notice)
      .catch((reason: unknown) => reason);
    const text = JSON.stringify(error, Object.getOwnPropertyNames(Object(error)));
    expect([text.includes('hush'), text.includes(secret)]).toEqual([false, false]);
  });
});

describe('the address of a web hook', () => {
  it.each([
    'https://example.com/hook?a=1',
    'http://localhost:9000/',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://[::1]:80/hook',
  ])('may be %s', (address) => {
    expect(webHookAddress(address).href).toBeTruthy();
  });

  it.each([
    'http://example.com/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
    'http://10.0.0.1/',
    'https://user:hush@example.com/',
    'ftp://example.com/hush',
    'hush',
  ])('may not be %s, and the refusal does not repeat it', (address) => {
    expect(() => webHookAddress(address)).toThrow(
      expect.objectContaining({ code: 'ModelArts.72060001', details: expect.not.stringContaining('hush') }),
    );
  });
});

describe('the sample of the documentation', () => {
  const verify = async () => {
    const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const sample = /```js\n(.*?)```/s.exec(page)?.[1] ?? '';
    const module = await import(`data:text/javascript,${encodeURIComponent(sample)}`);
    return module.isFromSluice as (header: string, body: string, secret: string, now?: number) => boolean; // what the sample exports
  };
  const body = JSON.stringify(notice);
  const header = webHookSignature(secret, { body, at });

  it('accepts what was signed, for five minutes', async () => {
    const isFromSluice = await verify();
    expect(isFromSluice(header, body, secret, at)).toBe(true);
    expect(isFromSluice(header, body, secret, at + 299_000)).toBe(true);
  });

  it.each([
    ['another body', header, `${body} `, secret, at],
    ['another secret', header, body, 'other', at],
    ['another time', header.replace('t=1', 't=2'), body, secret, at],
    ['an old request', header, body, secret, at + 302_000],
    ['no signature', '', body, secret, at],
    ['a short one', 't=1790000000,v1=ab', body, secret, at],
  ] as const)('refuses %s', async (_, signature, text, key, now) => {
    const isFromSluice = await verify();
    expect(isFromSluice(signature, text, key, now)).toBe(false);
  });
});
