import { describe, expect, it } from 'vitest';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import type { EventQueue, WorkQueue } from '../../lib/ports/queues.ts';

/** Queues that are empty, and what a consumer of them does. */
export interface OpenQueues {
  readonly work: WorkQueue;
  readonly events: EventQueue;
  /** Takes and acknowledges all messages that are visible now. */
  receiveWork(): Promise<readonly WorkMessage[]>;
  receiveEvents(): Promise<readonly RunEvent[]>;
}

/** What every pair of queues must do. */
export const describeQueues = (name: string, open: () => Promise<OpenQueues>): void => {
  describe(name, () => {
    it('delivers each work message as it was sent', async () => {
      const { work, receiveWork } = await open();
      const messages = [workOf(0, { kind: 'validate' }), workOf('plan', { kind: 'refine', attempt: 3 })];
      await work.send(messages);
      expect(sorted(await receiveWork())).toEqual(sorted(messages));
      expect(await receiveWork()).toEqual([]);
    });

    it('delivers work of every kind of stage', async () => {
      const { work, receiveWork } = await open();
      const messages = (['validate', 'import', 'refine', 'publish'] as const).map((kind) =>
        workOf(1, { kind }),
      );
      await work.send(messages);
      expect(sorted(await receiveWork())).toEqual(sorted(messages));
    });

    it('takes more messages than go into one request', async () => {
      const { work, receiveWork } = await open();
      const messages = Array.from({ length: 234 }, (_, shard) => workOf(shard));
      await work.send(messages);
      expect(sorted(await receiveWork())).toEqual(sorted(messages));
    });

    it('takes no messages at all', async () => {
      const { work, events, receiveWork, receiveEvents } = await open();
      await work.send([]);
      await events.send([]);
      expect(await receiveWork()).toEqual([]);
      expect(await receiveEvents()).toEqual([]);
    });

    it('holds work back for as long as it is told to', async () => {
      const { work, receiveWork } = await open();
      await work.send([workOf(1)], 900);
      await work.send([workOf(2)], 0);
      expect(await receiveWork()).toEqual([workOf(2)]);
    });

    it('delivers the events of a run in the order of sending', async () => {
      const { events, receiveEvents } = await open();
      const ofRun = (runId: string) => Array.from({ length: 25 }, (_, shard) => eventOf(runId, shard));
      await Promise.all([events.send(ofRun('run-1')), events.send(ofRun('run-2'))]);
      const received = await receiveEvents();
      expect(received.filter(({ runId }) => runId === 'run-1')).toEqual(ofRun('run-1'));
      expect(received.filter(({ runId }) => runId === 'run-2')).toEqual(ofRun('run-2'));
    });

    it('keeps events apart that differ in their attempt only', async () => {
      const { events, receiveEvents } = await open();
      const first = eventOf('run-1', 0);
      const second = { ...first, attempt: 2 };
      await events.send([first]);
      await events.send([second]);
      expect(await receiveEvents()).toEqual([first, second]);
    });
  });
};

export const workOf = (shard: WorkMessage['shard'], change: Partial<WorkMessage> = {}): WorkMessage => ({
  runId: 'run-1',
  stage: 0,
  kind: 'refine',
  shard,
  attempt: 1,
  ...change,
});

export const eventOf = (runId: string, shard: number): RunEvent => ({
  type: 'shard-succeeded',
  runId,
  stage: 0,
  attempt: 1,
  shard,
  result: { recordCount: 1, rejectedCount: 0, sizeBytes: 2, operators: [] },
});

const sorted = (messages: readonly unknown[]): readonly string[] =>
  messages.map((message) => JSON.stringify(message)).sort();
