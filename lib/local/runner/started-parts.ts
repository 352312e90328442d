/** What has been started so far, to be stopped in the reverse order. */
export class StartedParts {
  readonly #stops: (() => unknown)[] = [];

  /** Waits for a part to start and remembers how to stop it. */
  async add<Part>(starting: Part | Promise<Part>, stop: (part: Part) => unknown): Promise<Part> {
    const part = await starting;
    this.#stops.push(() => stop(part));
    return part;
  }

  /** Stops everything, also when a part fails to; gives the first failure. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of this.#stops.splice(0).reverse()) {
      try {
        await stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
