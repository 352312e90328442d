const prefix = 'AWS.SimpleQueueService.';

/** The codes that the server answers with, and what each is called in the older protocol that clients still read. */
const queryCodeByCode = {
  BatchEntryIdsNotDistinct: `${prefix}BatchEntryIdsNotDistinct`,
  BatchRequestTooLong: `${prefix}BatchRequestTooLong`,
  EmptyBatchRequest: `${prefix}EmptyBatchRequest`,
  InternalFailure: 'InternalFailure',
  InvalidAttributeName: 'InvalidAttributeName',
  InvalidAttributeValue: 'InvalidAttributeValue',
  InvalidBatchEntryId: `${prefix}InvalidBatchEntryId`,
  InvalidMessageContents: 'InvalidMessageContents',
  InvalidParameterValue: 'InvalidParameterValue',
  MessageNotInflight: `${prefix}MessageNotInflight`,
  MissingParameter: 'MissingParameter',
  QueueDoesNotExist: `${prefix}NonExistentQueue`,
  QueueNameExists: 'QueueAlreadyExists',
  ReceiptHandleIsInvalid: 'ReceiptHandleIsInvalid',
  ResourceNotFoundException: 'ResourceNotFoundException',
  SerializationException: 'SerializationException',
  TooManyEntriesInBatchRequest: `${prefix}TooManyEntriesInBatchRequest`,
  UnsupportedOperation: `${prefix}UnsupportedOperation`,
} as const;

type SqsErrorCode = keyof typeof queryCodeByCode;

/** A refusal in SQS's words. */
export class SqsError extends Error {
  override readonly name = 'SqsError';
  readonly code: SqsErrorCode;

  constructor(code: SqsErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  get status(): number {
    return this.code === 'InternalFailure' ? 500 : 400;
  }

  /** Clients of the JSON protocol break when the header with the older protocol's code is missing. */
  get queryErrorHeader(): string {
    return `${queryCodeByCode[this.code]};${this.status < 500 ? 'Sender' : 'Receiver'}`;
  }
}

/** The refusal of a parameter's value. */
export const invalidParameter = (reason: string): SqsError =>
  new SqsError('InvalidParameterValue', `One or more parameters are invalid. Reason: ${reason}`);

/** The refusal of a request without a parameter. */
export const missingParameter = (name: string): SqsError =>
  new SqsError('MissingParameter', `The request must contain the parameter ${name}.`);
