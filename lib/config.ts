import { SluiceError } from './errors/sluice-error.ts';

/** A setting that the deployment must give, such as a queue's address. */
export const requiredSetting = (name: SettingName): string => {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new SluiceError('ModelArts.72060001', {
      argument: name,
      reason: 'the environment does not set it',
    });
  }
  return value;
};

/** A setting that has a default. */
export const setting = (name: SettingName, defaultValue: string): string =>
  overrides.get(name) ?? (process.env[name] || defaultValue);

/** Has this process put its temporary files into a folder from now on. */
export const useTemporaryFolder = (path: string): void => {
  process.env['TMPDIR'] = path;
};

const overrides = new Map<SettingName, string>();

/** Makes a setting what this process has found out itself, such as the address of a server that it started. */
export const overrideSetting = (name: SettingName, value: string): void => {
  overrides.set(name, value);
};

/**
 * Every environment variable that Sluice reads, and who sets it: a deployment to a resource of its own, or to what its
 * parameter of the same name in camel case says; whoever starts a job; or the machine that a command runs on. The AWS SDK
 * reads its own.
 */
export const SETTINGS = {
  /** Bucket of uploads, data sets and run objects. */
  BUCKET: 'resource',
  /** Table of documents and traces. */
  TABLE: 'resource',
  EVENT_QUEUE_URL: 'resource',
  VALIDATE_QUEUE_URL: 'resource',
  IMPORT_QUEUE_URL: 'resource',
  REFINE_QUEUE_URL: 'resource',
  GROUP_QUEUE_URL: 'resource',
  CLUSTER_QUEUE_URL: 'resource',
  PUBLISH_QUEUE_URL: 'resource',
  /** Where jobs of stages over media files go; empty in a deployment without containers. */
  MEDIA_JOB_QUEUE: 'resource',
  MEDIA_JOB_DEFINITION: 'resource',
  /** Of a container: key of its list of messages, when it may begin, and its place in the list, which AWS Batch sets. */
  WORK_LIST: 'job',
  WORK_NOT_BEFORE: 'job',
  AWS_BATCH_JOB_ARRAY_INDEX: 'job',
  /** Where news of runs waits to be told. */
  NOTICE_QUEUE_URL: 'resource',
  /** Bus that hears of all runs. */
  EVENT_BUS: 'resource',
  /** Topic that hears of all runs, if there is one. */
  NOTICE_TOPIC_ARN: 'parameter',
  /** Address that hears of all runs, if there is one, and the secret that its requests are signed with. */
  WEB_HOOK_URL: 'parameter',
  WEB_HOOK_SECRET: 'parameter',
  /** Where news goes that one of those could not be told. */
  NOTICE_DEAD_LETTERS_URL: 'resource',
  /** Set for `sluice doctor` on a deployment. */
  UPLOAD_QUEUE_URL: 'machine',
  JOB_STATE_QUEUE_URL: 'machine',
  /** Where `sluice send` sends to; the local cloud's by default. */
  COMMAND_QUEUE_URL: 'machine',
  COMMAND_DEAD_LETTERS_URL: 'resource',
  /** Address of the HTTP API that the command line talks to. */
  SLUICE_ENDPOINT: 'machine',
  /** Who acts, for the audit trail of a command line without login. */
  SLUICE_USER: 'machine',
  /** `info`, `warn` or `error`. */
  LOG_LEVEL: 'parameter',
  /** Absolute paths of ffmpeg and ffprobe; those on PATH by default. */
  FFMPEG_PATH: 'machine',
  FFPROBE_PATH: 'machine',
  PATH: 'machine',
  /** Who answers chat requests: `openai`, any service of that protocol, or `bedrock`; nobody by default. */
  MODEL_PROVIDER: 'parameter',
  /** Base address of that service, such as `https://api.openai.com/v1`, and its key. */
  MODEL_ENDPOINT: 'parameter',
  MODEL_API_KEY: 'parameter',
  /** Models that recipes may name, with commas between; all that the service has by default. */
  MODEL_NAMES: 'parameter',
  /** How long one answer may take. */
  MODEL_TIMEOUT_SECONDS: 'parameter',
  /** How long at the most until the next look at a batch of questions. */
  MODEL_BATCH_WAIT_SECONDS: 'parameter',
  /** Who judges texts: `lexicon` (the word lists, the default), `openai`, `comprehend` or `bedrock`. */
  MODERATION_PROVIDER: 'parameter',
  /** Base address of that service and its key; those of the chat model by default, or the region's own. */
  MODERATION_ENDPOINT: 'parameter',
  MODERATION_API_KEY: 'parameter',
  /** What is asked of `openai`: `moderations` (the default) or `chat`. */
  MODERATION_API: 'parameter',
  /** The model that judges; a chat model must be named. */
  MODERATION_MODEL: 'parameter',
  /** How long one judgement may take, and how many requests a run has under way at once. */
  MODERATION_TIMEOUT_SECONDS: 'parameter',
  MODERATION_CONCURRENCY: 'parameter',
  /** Set on one machine: where S3 is. */
  AWS_ENDPOINT_URL_S3: 'machine',
  /** Set on one machine: where SQS is. */
  AWS_ENDPOINT_URL_SQS: 'machine',
  LANG: 'machine',
} as const satisfies Record<string, 'resource' | 'parameter' | 'job' | 'machine'>;

export type SettingName = keyof typeof SETTINGS;
