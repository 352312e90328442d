import { devNull } from 'node:os';
import { SETTINGS } from '../../config.ts';
import { type FindReference, resolveValue } from '../manifest/resolve-value.ts';
import type { FunctionDefinition } from '../manifest/service-manifest.ts';

/** Where the servers listen that the AWS SDK talks to. */
export interface ServerEndpoints {
  readonly s3: string;
  readonly sqs: string;
  readonly dynamodb: string;
  readonly events: string;
  /** Absent where nothing runs: a data directory that is only looked at. */
  readonly batch?: string;
}

/** Where a local cloud listens. */
export interface CloudEndpoints extends ServerEndpoints {
  readonly api: string;
}

/** Any key does for servers on loopback; this one says so. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' } as const;

/** What the AWS SDK reads to talk to a local cloud instead of AWS. */
export const clientEnvironment = (
  endpoints: ServerEndpoints,
  region: string,
): Readonly<Record<string, string>> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
  AWS_ENDPOINT_URL_S3: endpoints.s3,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.events,
  ...(endpoints.batch === undefined ? {} : { AWS_ENDPOINT_URL_BATCH: endpoints.batch }),
});

/** The whole environment of a function: its own, Lambda's, and the SDK's way to the local servers. */
export const functionEnvironment = (
  definition: FunctionDefinition,
  find: FindReference,
  client: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const own = Object.entries(definition.environment).map(([name, value]) => [
    name,
    resolveValue(value, find),
  ]);
  return {
    ...localEnvironment(client, Object.fromEntries(own)),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  };
};

/**
 * What a function or container sees: a little of the machine, its own settings, and the way to the local servers.
 * Profiles of the machine's user must not lead it to AWS.
 */
export const localEnvironment = (
  client: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  ...fromMachine(),
  ...own,
  ...client,
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
});

/** Parameters of the service file, as the machine's environment gives them. Containers need no network of AWS. */
export const localParams = (): Readonly<Record<string, string | undefined>> => ({
  ...Object.fromEntries(
    Object.entries(SETTINGS)
      .filter(([, kind]) => kind === 'parameter')
      .map(([name]) => [parameterOf(name), process.env[name]]),
  ),
  containerSubnets: 'local',
  // No topics are played here, and a real one must not hear of local runs.
  noticeTopicArn: undefined,
});

/** The parameter that a setting is given by: its name in camel case. */
export const parameterOf = (setting: string): string =>
  setting.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** What a function may see of the machine. */
const fromMachine = (): Record<string, string> => {
  const names = ['PATH', 'TMPDIR', 'LANG', 'LOG_LEVEL', 'FFMPEG_PATH', 'FFPROBE_PATH'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
};
