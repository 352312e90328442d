import type { ConnectionManifest } from '../model/connection-manifest.ts';
import type { Connection } from '../model/document.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore, Versioned } from '../ports/document-store.ts';
import type { Log } from '../ports/log.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { WorkQueue } from '../ports/queues.ts';

/** What an upload is looked at with. */
export interface UploadPorts {
  readonly objects: ObjectStore;
  readonly documents: DocumentStore;
  readonly work: WorkQueue;
  readonly clock: Clock;
  readonly log: Log;
}

/** An upload's folder. */
export interface Upload {
  readonly workspace: string;
  readonly connectionId: string;
}

/** An upload whose manifest has come, and what is known of its connection. */
export interface Arrival {
  readonly upload: Upload;
  readonly runId: string;
  readonly manifest: ConnectionManifest | undefined;
  readonly known: Versioned<Connection> | undefined;
}
