import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerEndpoints } from './function-environment.ts';

const fileOf = (dataDirectory: string): string => join(dataDirectory, 'endpoints.json');

/** Notes where the servers of a data directory listen, for other processes; it holds while the directory is locked. */
export const noteEndpoints = (dataDirectory: string, endpoints: ServerEndpoints): void =>
  writeFileSync(fileOf(dataDirectory), JSON.stringify(endpoints));

/** What `noteEndpoints` noted. */
export const readEndpoints = (dataDirectory: string): ServerEndpoints =>
  JSON.parse(readFileSync(fileOf(dataDirectory), 'utf8')); // only `noteEndpoints` writes it
