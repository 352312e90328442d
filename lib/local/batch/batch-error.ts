/** A refusal in the words of AWS Batch, which has two kinds: the client's fault and the server's. */
export class BatchError extends Error {
  override readonly name: 'ClientException' | 'ServerException';

  constructor(name: 'ClientException' | 'ServerException', message: string) {
    super(message);
    this.name = name;
  }

  get status(): number {
    return this.name === 'ClientException' ? 400 : 500;
  }
}

/** The refusal of a request that no repetition can help. */
export const refused = (message: string): BatchError => new BatchError('ClientException', message);
