/** The URL of a queue from its ARN, at the public endpoint of its region. */
export const queueUrlOfArn = (arn: string): string => {
  const [, partition, , region, account, name] = arn.split(':');
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://sqs.${region}.${suffix}/${account}/${name}`;
};
