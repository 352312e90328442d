import type { FindReference } from './resolve-value.ts';

/** The account of everything local, as AWS's own examples and emulators spell it. */
export const localAccountId = '000000000000';

/** Finds CloudFormation's pseudo parameters, such as `AWS::Region`. */
export const pseudoParameter = (of: {
  readonly region: string;
  readonly service: string;
  readonly stage: string;
}): FindReference => {
  const valueByName: Readonly<Record<string, string>> = {
    'AWS::AccountId': localAccountId,
    'AWS::Partition': 'aws',
    'AWS::Region': of.region,
    'AWS::StackName': `${of.service}-${of.stage}`,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  return (resource, attribute) => (attribute === undefined ? valueByName[resource] : undefined);
};
