import { createHash } from 'node:crypto';
import type { Connection } from '../model/document.ts';
import type { Versioned } from '../ports/document-store.ts';
import type { StoredObject } from '../ports/object-store.ts';
import type { Upload } from './upload-ports.ts';

/** What the id of a run follows from: the same reason to start leads to the same run. */
export const runIds = {
  /** A new manifest, even one with the same bytes, is a new run; a repeated notification is not. */
  ofManifest: ({ workspace, connectionId }: Upload, { etag, modifiedAt }: StoredObject): string =>
    runId(`${workspace}/${connectionId}/${etag}/${modifiedAt}`),
  /** What is asked for of a connection twice at once is one run; asked for again, it is another. */
  next: ({ document: { workspace, id, createdAt }, revision }: Versioned<Connection>): string =>
    runId(JSON.stringify(['next', workspace, id, createdAt, revision])),
  /** A slot of a schedule, milliseconds since the epoch, is one run for ever. */
  ofSlot: ({ workspace, connectionId }: Upload, slot: number): string =>
    runId(JSON.stringify(['slot', workspace, connectionId, slot])),
} as const;

const runId = (reason: string): string =>
  `run-${createHash('sha256').update(reason).digest('hex').slice(0, 20)}`;
