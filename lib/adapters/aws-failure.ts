/** What an error of the AWS SDK says of itself; errors of the network have no answer to tell of. */
export interface AwsFailure {
  readonly name: string;
  readonly httpStatus: number | undefined;
}

export const awsFailure = (error: unknown): AwsFailure | undefined => {
  if (!(error instanceof Error)) return undefined;
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } }; // the SDK's errors have it
  return { name: error.name, httpStatus: $metadata?.httpStatusCode };
};
