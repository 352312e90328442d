import type { ConnectionManifest } from '../model/connection-manifest.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore, Versioned } from '../ports/document-store.ts';
import type { Log } from '../ports/log.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { NoticeQueue, WorkQueue } from '../ports/queues.ts';
import type { ImportedConnection } from './imported-connection.ts';

/** What connections are looked at, changed and started with. */
export interface ImportPorts {
  readonly objects: ObjectStore;
  readonly documents: DocumentStore;
  readonly work: WorkQueue;
  readonly clock: Clock;
  /** Absent where nobody listens. */
  readonly notices?: NoticeQueue;
}

/** What uploads are looked at with when nobody waits for the answer. */
export interface UploadPorts extends ImportPorts {
  readonly log: Log;
}

/** An upload's folder. */
export interface Upload {
  readonly workspace: string;
  readonly connectionId: string;
}

/** Who asks for something to be done with which connection. */
export interface ConnectionCaller {
  readonly workspace: string;
  readonly id: string;
  readonly user: string;
}

/** An upload that is looked at, and what is known of its connection. */
export interface Arrival {
  readonly upload: Upload;
  /** Absent when `connection.json` could not be read as one. */
  readonly manifest: ConnectionManifest | undefined;
  readonly known: Versioned<ImportedConnection> | undefined;
  /** The `connection.json` that is dealt with hereby, or was before: the id that its first run has. */
  readonly accepted: string | undefined;
  /** Who acts. */
  readonly user: string;
}

/** Who acts when nobody asked for it. */
export const systemUser = 'sluice';

export const uploadOf = ({ workspace, id }: Pick<ConnectionCaller, 'workspace' | 'id'>): Upload => ({
  workspace,
  connectionId: id,
});
