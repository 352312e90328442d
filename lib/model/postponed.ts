/** Thrown where a shard can't be done yet, for no fault of its own: it is to be tried again later, at no attempt's cost. */
export class Postponed extends Error {
  override readonly name = 'Postponed';
  readonly waitSeconds: number;
  /** What it waits for, by the names that whoever has it under way knows; nothing when it only goes on later. */
  readonly waitsFor: readonly string[];

  constructor(waitSeconds: number, waitsFor: readonly string[] = []) {
    super(`it waits for ${waitSeconds} seconds`);
    this.waitSeconds = waitSeconds;
    this.waitsFor = waitsFor;
  }
}
