/** What is started, or about to be, in order; to be stopped in the reverse order. */
export class StartedParts {
  readonly #stops: (() => Promise<void>)[] = [];

  /** Takes a part that is starting and how to stop it once it has. */
  add<Part>(starting: Part | Promise<Part>, stop: (part: Part) => unknown): Promise<Part> {
    const started = Promise.resolve(starting);
    this.#stops.push(async () => {
      const [outcome] = await Promise.allSettled([started]);
      if (outcome.status === 'fulfilled') await stop(outcome.value);
    });
    return started;
  }

  /** Stops everything, also when one part fails to; throws the first failure. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of this.#stops.splice(0).reverse()) {
      await stop().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
