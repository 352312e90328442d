import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModelShare } from '../../lib/engine/create-model-share.ts';
import { Postponed } from '../../lib/model/postponed.ts';
import { orLater, wantedItems } from '../../lib/operators/generation/ask-ahead.ts';

const answer = { text: 'a', inputTokenCount: 1, outputTokenCount: 1 };

describe('what is asked ahead', () => {
  it('is what surely may be made and used, in order', () => {
    const cases = fc.record({
      tokensOfEach: fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 30 }),
      recordCount: fc.integer({ min: 0, max: 40 }),
      tokenCount: fc.integer({ min: 0, max: 500 }),
      madeOfOne: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(cases, ({ tokensOfEach, recordCount, tokenCount, madeOfOne }) => {
        const share = createModelShare({ recordCount, tokenCount });
        const wanted = wantedItems(tokensOfEach, share, { madeOfOne, reckon: (tokens) => tokens });
        const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
        expect(wanted.map(({ item }) => item)).toEqual(tokensOfEach.slice(0, wanted.length));
        expect(sum(wanted.map(({ count }) => count))).toBeLessThanOrEqual(recordCount);
        expect(sum(wanted.map(({ item }) => item))).toBeLessThanOrEqual(tokenCount);
        const next = tokensOfEach[wanted.length] ?? 0;
        const isFull =
          sum(wanted.map(({ count }) => count)) === recordCount ||
          sum(wanted.map(({ item }) => item)) + next > tokenCount;
        expect(wanted.length === tokensOfEach.length || isFull).toBe(true);
        expect(share.left).toEqual({ records: recordCount, tokens: tokenCount });
      }),
    );
  });
});

describe('what asks until its time is out', () => {
  const failure = new Error('out of time');
  const shareWhoseTimeIsOut = () => createModelShare({ signal: AbortSignal.abort() });

  it('goes on later when it has new answers', async () => {
    const share = shareWhoseTimeIsOut();
    const asking = orLater(share, async () => {
      share.note(answer);
      throw failure;
    });
    await expect(asking).rejects.toMatchObject({ name: 'Postponed', waitSeconds: 0, waitsFor: [] });
  });

  it('fails when it has none but kept ones, and when there is time left', async () => {
    const idle = shareWhoseTimeIsOut();
    const askingIdly = orLater(idle, async () => {
      idle.note({ ...answer, isKept: true });
      throw failure;
    });
    await expect(askingIdly).rejects.toBe(failure);
    const share = createModelShare();
    const asking = orLater(share, async () => {
      share.note(answer);
      throw failure;
    });
    await expect(asking).rejects.toBe(failure);
    expect(failure).not.toBeInstanceOf(Postponed);
  });
});
