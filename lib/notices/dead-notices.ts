import type { RunError } from '../model/run.ts';
import type { NoticeMessage } from './notice-message.ts';

/** The dead letters of notices: what one place could not be told, and why. Resolves when it is stored there. */
export interface DeadNotices {
  keep(message: NoticeMessage, error: RunError): Promise<void>;
}
