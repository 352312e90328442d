import { childId, hasEnded, type Job, type JobState, type JobStatus, parseJobId } from './job.ts';

/** A change of a job's state, still to be told to the event bus. */
export interface StateChange {
  readonly number: number;
  readonly state: JobState;
}

export type JobJournalEntry =
  | { readonly type: 'submitted'; readonly job: Job }
  /** `number` when the bus is to hear of it. */
  | { readonly type: 'changed'; readonly state: JobState; readonly number?: number }
  | { readonly type: 'told'; readonly number: number };

/** Children of an array job by status. */
export type StatusSummary = Readonly<Partial<Record<JobStatus, number>>>;

/** Fields that a change takes away are given as undefined. */
export type JobChange = { readonly [Field in keyof JobState]?: JobState[Field] | undefined };

/** All jobs that the server knows, and what the bus has not heard of them. Changes are journaled as they are made. */
export class JobStore {
  readonly #jobById = new Map<string, Job>();
  readonly #stateById = new Map<string, JobState>();
  readonly #summaryById = new Map<string, Partial<Record<JobStatus, number>>>();
  readonly #untold = new Map<number, StateChange>();
  #lastNumber = 0;
  #append: (entry: JobJournalEntry) => void = () => undefined;

  writeTo(journal: { append(entry: JobJournalEntry): void }): void {
    this.#append = (entry) => journal.append(entry);
  }

  replay(entry: JobJournalEntry): void {
    switch (entry.type) {
      case 'submitted':
        this.#jobById.set(entry.job.id, entry.job);
        for (const id of idsOf(entry.job)) this.#stateById.set(id, firstState(id));
        this.#summaryById.set(entry.job.id, { SUBMITTED: entry.job.size ?? 0 });
        break;
      case 'changed':
        this.#count(entry.state);
        this.#stateById.set(entry.state.id, entry.state);
        if (entry.number === undefined) break;
        this.#lastNumber = Math.max(this.#lastNumber, entry.number);
        this.#untold.set(entry.number, { number: entry.number, state: entry.state });
        break;
      case 'told':
        this.#untold.delete(entry.number);
        break;
      default:
        entry satisfies never;
    }
  }

  /** The fewest entries that lead here. */
  *snapshot(): Generator<JobJournalEntry> {
    for (const job of this.#jobById.values()) yield { type: 'submitted', job };
    for (const { number, state } of this.#untold.values()) yield { type: 'changed', state, number };
    for (const state of this.#stateById.values()) {
      if (state.status !== 'SUBMITTED') yield { type: 'changed', state };
    }
  }

  submit(job: Job): void {
    this.#apply({ type: 'submitted', job });
  }

  /** Changes a job's state; the bus hears of another status, and of a further attempt. */
  change(id: string, change: JobChange): JobState {
    const before = this.load(id);
    const state = withoutAbsent({ ...before, ...change });
    const isNews = state.status !== before.status;
    this.#apply({ type: 'changed', state, ...(isNews ? { number: this.#lastNumber + 1 } : {}) });
    return state;
  }

  told(changes: readonly StateChange[]): void {
    for (const { number } of changes) this.#apply({ type: 'told', number });
  }

  untold(limit: number): readonly StateChange[] {
    return [...this.#untold.values().take(limit)];
  }

  find(id: string): JobState | undefined {
    return this.#stateById.get(id);
  }

  /** @throws Error when there is none: only for ids that the store itself gave */
  load(id: string): JobState {
    const state = this.find(id);
    if (state === undefined) throw new Error(`there is no job ${id}`);
    return state;
  }

  /** The job that an id, also a child's, belongs to. */
  jobOf(id: string): Job {
    const job = this.#jobById.get(parseJobId(id).jobId);
    if (job === undefined) throw new Error(`there is no job ${id}`);
    return job;
  }

  jobs(): IterableIterator<Job> {
    return this.#jobById.values();
  }

  /** States of what runs by itself: the children of an array job, or the job. */
  parts(job: Job): readonly JobState[] {
    return partIds(job).map((id) => this.load(id));
  }

  summary({ id }: Job): StatusSummary {
    return this.#summaryById.get(id) ?? {};
  }

  /** Forgets jobs that ended before a time, as AWS Batch does. */
  forgetEndedBefore(time: number): void {
    // An event that is still to be told tells of its job.
    if (this.#untold.size > 0) return;
    for (const job of [...this.jobs()]) {
      const state = this.load(job.id);
      if (!hasEnded(state) || (state.stoppedAt ?? job.createdAt) >= time) continue;
      this.#jobById.delete(job.id);
      this.#summaryById.delete(job.id);
      for (const id of idsOf(job)) this.#stateById.delete(id);
    }
  }

  /** Moves a child from the count of its status to that of its next one. */
  #count({ id, status }: JobState): void {
    const { jobId, index } = parseJobId(id);
    const summary = this.#summaryById.get(jobId);
    const before = this.find(id);
    if (index === undefined || summary === undefined || before === undefined) return;
    summary[before.status] = (summary[before.status] ?? 0) - 1;
    summary[status] = (summary[status] ?? 0) + 1;
  }

  #apply(entry: JobJournalEntry): void {
    this.replay(entry);
    this.#append(entry);
  }
}

/** Ids of what runs by itself. */
export const partIds = ({ id, size }: Job): readonly string[] =>
  size === undefined ? [id] : Array.from({ length: size }, (_, index) => childId(id, index));

const idsOf = (job: Job): readonly string[] =>
  job.size === undefined ? [job.id] : [job.id, ...partIds(job)];

const firstState = (id: string): JobState => ({ id, status: 'SUBMITTED', attempts: [] });

const withoutAbsent = (state: JobChange): JobState =>
  // A job's state was there before the change, and no change takes away what it must have.
  Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined)) as unknown as JobState;
