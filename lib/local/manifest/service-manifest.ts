/** What serverless.yml declares and the local cloud plays: the inventory that everything else starts from. */
export interface ServiceManifest {
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly functions: readonly FunctionDefinition[];
  readonly queues: readonly QueueDefinition[];
  readonly tables: readonly TableDefinition[];
  readonly buckets: readonly BucketDefinition[];
  readonly eventBuses: readonly EventBusDefinition[];
  readonly eventRules: readonly EventRule[];
  readonly jobQueues: readonly JobQueueDefinition[];
  readonly jobDefinitions: readonly JobDefinition[];
}

export interface FunctionDefinition {
  readonly name: string;
  /** Path of the module from the service file's folder, without its extension, and the export that it calls. */
  readonly handler: { readonly module: string; readonly exportName: string };
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Of the provider and the function; `resolveValue` makes strings of it once the addresses are known. */
  readonly environment: Readonly<Record<string, TemplateValue>>;
  readonly events: readonly EventSource[];
}

export type EventSource = QueueMapping | Schedule | HttpRoute;

/** Messages of a queue in batches. */
export interface QueueMapping {
  readonly kind: 'queue';
  /** Logical name of the queue. */
  readonly queue: string;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly maximumConcurrency: number | undefined;
  readonly reportsItemFailures: boolean;
}

/** A timer. */
export interface Schedule {
  readonly kind: 'schedule';
  /** `rate(…)` or `cron(…)`; checked. */
  readonly expression: string;
  /** What the function gets in place of the scheduled event. */
  readonly input: unknown;
}

/** Requests to the HTTP API. */
export interface HttpRoute {
  readonly kind: 'http';
  /** As API Gateway spells it: `$default`, `GET /runs/{run}`, `ANY /files/{path+}`. */
  readonly routeKey: string;
}

export interface QueueDefinition {
  readonly logicalName: string;
  readonly name: string;
  readonly isFifo: boolean;
  readonly deduplicatesByContent: boolean;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly receiveWaitSeconds: number;
  readonly maximumMessageBytes: number;
  readonly redrive: { readonly deadLetterQueue: string; readonly maxReceiveCount: number } | undefined;
}

export interface TableDefinition {
  readonly logicalName: string;
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: 'S' | 'N' | 'B' }[];
  readonly key: KeyDefinition;
  readonly indexes: readonly IndexDefinition[];
  readonly timeToLiveAttribute: string | undefined;
}

export interface KeyDefinition {
  readonly hash: string;
  readonly range: string | undefined;
}

export interface IndexDefinition {
  readonly name: string;
  readonly key: KeyDefinition;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly includedAttributes: readonly string[];
}

export interface EventBusDefinition {
  readonly logicalName: string;
  readonly name: string;
}

/** Events of a bus that go to queues. */
export interface EventRule {
  readonly logicalName: string;
  /** Name of the bus. */
  readonly bus: string;
  readonly pattern: EventPattern;
  /** Logical names of the queues. */
  readonly queues: readonly string[];
}

/** Values that a field of an event may have, or the pattern of its own fields. One that is not named may be anything. */
export interface EventPattern {
  readonly [field: string]: readonly EventMatcher[] | EventPattern;
}
export type EventMatcher = string | { readonly prefix: string };

export interface JobQueueDefinition {
  readonly logicalName: string;
  readonly name: string;
}

export interface JobDefinition {
  readonly logicalName: string;
  readonly name: string;
  /** Its first word names a module of the folder of entry points. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, TemplateValue>>;
  readonly vcpus: number;
  readonly memoryMib: number;
  readonly retryStrategy: {
    readonly attempts: number;
    readonly evaluateOnExit: readonly {
      readonly onStatusReason?: string | undefined;
      readonly onReason?: string | undefined;
      readonly onExitCode?: string | undefined;
      readonly action: 'RETRY' | 'EXIT';
    }[];
  };
  readonly timeoutSeconds?: number;
}

export interface BucketDefinition {
  readonly logicalName: string;
  readonly name: string;
  readonly notifications: readonly BucketNotification[];
}

/** Objects whose creation or removal a queue hears of. */
export interface BucketNotification {
  /** Such as `s3:ObjectCreated:*`. */
  readonly event: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Logical name of the queue. */
  readonly queue: string;
}

/** A text of the template, or a function of it over resources whose addresses are known later. */
export type TemplateValue =
  | string
  | { readonly Ref: string }
  | { readonly 'Fn::GetAtt': readonly [string, string] }
  | { readonly 'Fn::Sub': string };
