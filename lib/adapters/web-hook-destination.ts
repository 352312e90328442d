import { SluiceError } from '../errors/sluice-error.ts';
import type { RunNotice } from '../model/run-notice.ts';
import type { NoticeDestination } from '../notices/notice-destination.ts';
import { webHookAddress } from '../notices/web-hook-address.ts';
import { webHookSignature } from '../notices/web-hook-signature.ts';
import type { Clock } from '../ports/clock.ts';

const timeoutMs = 10_000;

/** Statuses below 500 that say "not now". */
const notNow: ReadonlySet<number> = new Set([408, 425, 429]);

/** Posts notices, signed, to an address. Redirects are not followed: the signature is for the address that was set. */
export class WebHookDestination implements NoticeDestination {
  readonly name = 'web-hook';
  readonly #address: string;
  readonly #secret: string;
  readonly #clock: Clock;

  constructor({ address, secret }: { readonly address: string; readonly secret: string }, clock: Clock) {
    this.#address = address;
    this.#secret = secret;
    this.#clock = clock;
  }

  async deliver(notice: RunNotice): Promise<void> {
    const status = await this.#post(JSON.stringify(notice));
    if (status >= 200 && status < 300) return;
    throw status >= 500 || notNow.has(status) ? unavailable(`it answered ${status}`) : refusal(status);
  }

  async #post(body: string): Promise<number> {
    const address = webHookAddress(this.#address);
    if (this.#secret === '') {
      throw new SluiceError('ModelArts.72060001', {
        argument: 'WEB_HOOK_SECRET',
        reason: 'a web hook needs a secret to sign with',
      });
    }
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'sluice',
      'sluice-signature': webHookSignature(this.#secret, { body, at: this.#clock.now() }),
    };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await fetch(address, { method: 'POST', body, headers, signal, redirect: 'manual' });
      await answer.body?.cancel();
      return answer.status;
    } catch (cause) {
      throw unavailable(signal.aborted ? 'it did not answer in time' : 'it could not be reached', cause);
    }
  }
}

const unavailable = (reason: string, cause?: unknown): SluiceError =>
  new SluiceError('ModelArts.72020092', { service: 'web hook', reason }, { cause });

/** The same request would be answered alike until somebody puts the address, or who is there, right. */
const refusal = (status: number): SluiceError => {
  const answer = `it answered ${status}`;
  const reason = status < 400 ? `${answer}, and redirects are not followed` : answer;
  return new SluiceError('ModelArts.72060001', { argument: 'WEB_HOOK_URL', reason });
};
