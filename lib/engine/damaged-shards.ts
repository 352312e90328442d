/** Thrown by work that finds outputs of an earlier stage missing or other than its workers wrote them. */
export class DamagedShards extends Error {
  override readonly name = 'DamagedShards';
  readonly sourceStage: number;
  /** Not empty. */
  readonly shards: readonly number[];

  constructor(sourceStage: number, shards: readonly number[]) {
    super(`outputs of ${shards.length} shards of stage ${sourceStage} are damaged`);
    this.sourceStage = sourceStage;
    this.shards = shards;
  }
}
