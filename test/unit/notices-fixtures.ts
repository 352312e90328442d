import type { Log } from '../../lib/ports/log.ts';

type Line = Readonly<Record<string, unknown>>;

/** A log that keeps its lines. */
export const silentLog = (): { readonly log: Log; readonly lines: readonly Line[] } => {
  const lines: Line[] = [];
  const at = (level: string) => (message: string, facts?: Line) =>
    void lines.push({ level, message, ...facts });
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, lines };
};
