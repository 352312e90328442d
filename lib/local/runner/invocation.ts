/** One call of a function, as a thread needs it. */
export interface Invocation {
  readonly requestId: string;
  readonly functionName: string;
  /** Absolute path of the module. */
  readonly file: string;
  readonly exportName: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly region: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Events and results travel as JSON, as they do on AWS: what JSON cannot hold does not get through here either. Undefined only loads the module. */
  readonly eventJson: string | undefined;
  readonly start: InvocationStart;
}

/** Whether an invocation waits until there is a thread for it, or gets one of its own. */
export type InvocationStart = 'in-turn' | 'at-once';

export type InvocationOutcome =
  | { readonly status: 'returned'; readonly resultJson: string }
  | {
      readonly status: 'failed';
      readonly errorType: string;
      readonly errorMessage: string;
      /** Where in the function it was thrown. */
      readonly stack?: string | undefined;
    };

/** What a thread tells the runner while it works on an invocation. */
export type ThreadMessage =
  /** The module is loaded: the function's time runs from here, as on AWS. */
  | { readonly kind: 'started' }
  | { readonly kind: 'log'; readonly level: 'INFO' | 'ERROR'; readonly text: string }
  | { readonly kind: 'ended'; readonly outcome: InvocationOutcome };
