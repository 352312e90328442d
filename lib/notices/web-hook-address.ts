import { SluiceError } from '../errors/sluice-error.ts';

/**
 * The address of a web hook: HTTPS, or plain HTTP to this machine.
 * @throws SluiceError ModelArts.72060001, without the address: it may hold a secret
 */
export const webHookAddress = (text: string): URL => {
  const url = URL.parse(text);
  if (url === null) throw refusal('it is no URL');
  if (url.username !== '' || url.password !== '') throw refusal('it may not hold a user or password');
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw refusal('it must begin with https:// unless it is on this machine');
};

/** The parser has brought every way to write an address into one form. */
const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

const refusal = (reason: string): SluiceError =>
  new SluiceError('ModelArts.72060001', { argument: 'WEB_HOOK_URL', reason });
