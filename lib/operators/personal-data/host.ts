import type { Span } from './detector.ts';

/** Ends of file names, which a dot makes look like hosts. */
const fileEnding =
  /\.(?:png|jpe?g|gif|svg|webp|bmp|ico|css|jsx?|tsx?|py|java|cpp|html?|php|json|xml|ya?ml|txt|md|csv|pdf|docx?|xlsx?|zip|gz|mp[34])$/i;

export const isFileName = (host: string): boolean => fileEnding.test(host);

/**
 * The span of an address without a word that a missing space glued on behind the full stop: `test.com.Then` ends at
 * `com`.
 */
export const withoutGluedWord = (text: string, span: Span, hostStart: number): Span => {
  const host = text.slice(hostStart, span.end);
  const glued = /\.[A-Z][a-z]*$/.exec(host);
  if (glued === null) return span;
  const rest = host.slice(0, glued.index);
  return rest.includes('.') && !/[A-Z]/.test(rest)
    ? { start: span.start, end: hostStart + glued.index }
    : span;
};
