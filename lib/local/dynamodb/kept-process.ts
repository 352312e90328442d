import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { SluiceError } from '../../errors/sluice-error.ts';
import { endDynoxide, spawnDynoxide, untilReady } from './dynoxide-process.ts';
import { freePort } from './free-port.ts';
import { endStaleProcess, type ProcessNote, removeProcessNote, writeProcessNote } from './stale-process.ts';

export interface KeptProcessOptions {
  readonly binary: string;
  readonly databasePath: string;
  readonly notePath: string;
}

const startAttemptCount = 3;
const firstPauseMs = 5;
const longestPauseMs = 1000;

/** A server process that is started again, at the same port, whenever it dies without being told to. */
export class KeptProcess {
  readonly #options: KeptProcessOptions;
  readonly #note: ProcessNote;
  readonly #listeners: ((reason: string) => void)[] = [];
  #deaths: readonly number[] = [];
  #child: ChildProcess | undefined;
  #restarting: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: KeptProcessOptions) {
    this.#options = options;
    this.#note = { path: options.notePath, databasePath: options.databasePath };
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Hears each time that the server dies unasked, and each time that it cannot be started again. */
  onExit(listener: (reason: string) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Starts the server, and gives its port once it takes connections.
   *
   * @throws SluiceError ModelArts.72060001 when it does not start, or another process uses the database
   */
  async start(port: number | undefined): Promise<number> {
    await endStaleProcess(this.#note);
    process.once('exit', this.#endWithParent);
    for (let attempt = 1; ; attempt++) {
      const tried = port ?? (await freePort());
      try {
        await this.#spawn(tried);
        return tried;
      } catch (error) {
        // A free port may be taken by someone else before the server gets it; one that was asked for stays taken.
        if (port === undefined && attempt < startAttemptCount) continue;
        await this.stop();
        throw error;
      }
    }
  }

  /** Ends the server for good. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    process.off('exit', this.#endWithParent);
    await this.#restarting;
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined) await endDynoxide(child);
    removeProcessNote(this.#note);
  }

  async #spawn(port: number): Promise<void> {
    const child = spawnDynoxide({ ...this.#options, port });
    if (child.pid !== undefined) writeProcessNote(this.#note, child.pid);
    try {
      await untilReady(child, port);
    } catch (error) {
      await endDynoxide(child);
      throw error;
    }
    this.#child = child;
    child.once('exit', (code, signal) => this.#hearOfExit(`ended with ${signal ?? code}`, port));
  }

  #hearOfExit(reason: string, port: number): void {
    if (this.#isStopped) return;
    this.#child = undefined;
    this.#tell(reason);
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((time) => time > now - 60_000), now];
    this.#restarting = this.#restart(port);
  }

  /** Tries until the server runs again, with longer and longer pauses; one that died for the first time has none. */
  async #restart(port: number): Promise<void> {
    let pauseMs = this.#deaths.length === 1 ? 0 : firstPauseMs * 2 ** this.#deaths.length;
    while (!this.#isStopped) {
      await wait(Math.min(pauseMs, longestPauseMs));
      try {
        await this.#spawn(port);
        return;
      } catch (error) {
        this.#tell(String(error instanceof SluiceError ? error.details['reason'] : error));
        pauseMs = Math.max(firstPauseMs, pauseMs * 2);
      }
    }
  }

  #tell(reason: string): void {
    for (const listener of this.#listeners) listener(reason);
  }

  readonly #endWithParent = (): void => {
    this.#child?.kill('SIGKILL');
  };
}
