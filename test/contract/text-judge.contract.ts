import { beforeEach, describe, expect, it } from 'vitest';
import type { TextJudge } from '../../lib/model/text-models.ts';
import type { ModelReply, ModelServer } from '../fixtures/model-server/start-model-server.ts';

export interface JudgeSettings {
  readonly timeoutMilliseconds: number;
  readonly concurrency: number;
  readonly patience: {
    readonly tries: number;
    readonly totalMilliseconds: number;
    readonly pause: (milliseconds: number) => Promise<unknown>;
  };
}

export interface JudgeSubject {
  readonly server: () => ModelServer;
  readonly judge: (settings: JudgeSettings) => TextJudge;
  /** A failure as the service tells of it. */
  readonly fails: (status: number, headers?: Readonly<Record<string, string>>) => ModelReply;
  /** Whether the service says how long to wait. */
  readonly saysWhen: boolean;
}

/** What every judge does that asks a service. The services find `very bad` bad, and `odd` a little. */
export const textJudgeContract = (name: string, { server, judge, fails, saysWhen }: JudgeSubject): void => {
  describe(`text judge: ${name}`, () => {
    const pauses: number[] = [];
    const settings = (change: Partial<JudgeSettings> = {}): JudgeSettings => ({
      timeoutMilliseconds: 5000,
      concurrency: 4,
      patience: {
        tries: 3,
        totalMilliseconds: 60_000,
        pause: async (milliseconds) => pauses.push(milliseconds),
      },
      ...change,
    });
    const patient = judge(settings());
    const ask = (...texts: readonly string[]) => patient.judge('abuse', texts);
    const failureOf = (asked: Promise<unknown>) =>
      asked.then(() => undefined).catch((error: unknown) => error);

    beforeEach(() => {
      server().reset();
      pauses.length = 0;
    });

    it('gives what it finds in each text, in their order', async () => {
      const [bad, fine, odd] = await ask('this is very bad', 'this is fine', 'this is odd');
      expect(bad).toMatchObject([{ suggestion: 'block', confidence: 0.95, segments: ['this is very bad'] }]);
      expect(fine).toEqual([]);
      expect(odd).toMatchObject([{ suggestion: 'review', confidence: 0.6 }]);
    });

    it('finds nothing where nobody is asked: in no texts, and in empty ones', async () => {
      expect(await ask()).toEqual([]);
      expect(await ask('', '  ')).toEqual([[], []]);
      expect(server().requests).toEqual([]);
    });

    it('judges a long text to its end', async () => {
      const [judgement] = await ask(`${'It is a long text. '.repeat(3000)}And this is very bad.`);
      expect(judgement).toMatchObject([{ suggestion: 'block' }]);
    });

    it('can be asked for its risks alone', () => {
      expect(patient.risks).toContain('abuse');
    });

    it.each([500, 503, 429])('asks again after a status of %s', async (status) => {
      server().failNext(fails(status), fails(status));
      expect(await ask('this is very bad')).toMatchObject([[{ suggestion: 'block' }]]);
      expect(pauses).toHaveLength(2);
      expect(pauses[1]).toBeGreaterThan((pauses[0] ?? 0) / 2);
    });

    it.skipIf(!saysWhen)('waits as long as the service asks it to', async () => {
      server().failNext(fails(429, { 'retry-after': '7' }));
      await ask('fine');
      expect(pauses[0]).toBeGreaterThanOrEqual(7000);
      expect(pauses[0]).toBeLessThan(8000);
    });

    it.each(['drops', { raw: '{"id": ' }, { body: { unexpected: true } }] as const)(
      'asks again after an answer that is none: %j',
      async (reply) => {
        server().failNext(reply);
        expect(await ask('this is very bad')).toMatchObject([[{ suggestion: 'block' }]]);
      },
    );

    it.each(['hangs', 'stalls'] as const)('gives a service up that %s', async (reply) => {
      server().failNext(reply, reply, reply);
      const impatient = judge(settings({ timeoutMilliseconds: 50 }));
      expect(await failureOf(impatient.judge('abuse', ['fine']))).toMatchObject({
        code: 'ModelArts.72020092',
        details: { reason: 'timeout' },
      });
    });

    it('fails with the code of the service when it does not get better, and says nothing of the texts', async () => {
      server().failNext(fails(500), fails(500), fails(500));
      const failure = await failureOf(ask('a secret'));
      expect(failure).toMatchObject({ code: 'ModelArts.72020092' });
      expect(JSON.stringify(failure)).not.toContain('secret');
      expect(server().requests).toHaveLength(3);
    });

    it.each([401, 403])('does not ask again after a status of %s: it is not configured', async (status) => {
      server().failNext(fails(status));
      expect(await failureOf(ask('fine'))).toMatchObject({ code: 'ModelArts.72020124' });
      expect(server().requests).toHaveLength(1);
    });

    it('asks no more at once than it may', async () => {
      const shy = judge(settings({ concurrency: 2 }));
      await Promise.all(Array.from({ length: 12 }, () => shy.judge('abuse', ['this is fine'])));
      expect(server().requests).toHaveLength(12);
      expect(server().load.most).toBeLessThanOrEqual(2);
    });

    it('ends when it is told to', async () => {
      server().failNext('hangs');
      const controller = new AbortController();
      const asked = failureOf(patient.judge('abuse', ['fine'], { signal: controller.signal }));
      await expect.poll(() => server().requests.length).toBe(1);
      controller.abort();
      expect(await asked).toMatchObject({ code: 'ModelArts.72020092', details: { reason: 'out_of_time' } });
    });
  });
};
