import { beforeAll, describe, expect, it } from 'vitest';
import { type ScaleReport, simulateScale } from './simulate-scale.ts';

/** What DynamoDB takes of one item, and writes of one item a second. */
const [itemBytes, itemUnitsPerSecond] = [400 * 1024, 1000];

describe('a run of 100,000 shards among 1,000 workers, on virtual time', () => {
  let report: ScaleReport;
  beforeAll(async () => {
    report = await simulateScale({ shardCount: 100_000, shardSeconds: 10, workerCount: 1000 });
  }, 120_000);

  it('ends, with no more messages than shards, plans and retries', () => {
    expect(report.endedCount).toBe(1);
    expect(report.messageCount).toBeGreaterThan(100_000);
    expect(report.messageCount).toBeLessThan(100_000 * 1.01);
  });

  it('keeps its workers busy', () => {
    expect(report.workerShare).toBeGreaterThan(0.9);
  });

  it('keeps its state far below what an item and its partition take', () => {
    expect(report.largestStageBytes).toBeLessThan(itemBytes / 20);
    const commitsPerSecond = report.commitCount / report.wallSeconds;
    expect(commitsPerSecond * report.stageUnits).toBeLessThan(itemUnitsPerSecond / 2);
  });
});
