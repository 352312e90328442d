import type { JsonObject, JsonValue } from './json.ts';

interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  /** The provider's name of the model. */
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** JSON Schema that the answer must follow. */
  readonly schema?: JsonObject;
  /** Hyperparameters by the names that the provider gives them, such as `temperature`, `top_p`, `max_tokens`. */
  readonly hyperparameters: Readonly<Record<string, JsonValue>>;
}

export interface ChatAnswer {
  readonly text: string;
  readonly inputTokenCount: number;
  readonly outputTokenCount: number;
  /** Why there is no answer to this one request: nothing is wrong with the service. `text` is empty then. */
  readonly refusal?: string;
  /** The model had to stop before it was done. */
  readonly isCutOff?: boolean;
  /** It was kept from an earlier time: nobody was asked. */
  readonly isKept?: boolean;
}

/**
 * Asks a model.
 * @throws SluiceError when it cannot be asked, retries included: ModelArts.72020138 no such model, 72020124 it is not
 * configured as the service wants it, 72020092 it may go better later
 */
export type Chat = (request: ChatRequest, options?: { readonly signal?: AbortSignal }) => Promise<ChatAnswer>;

/** Questions that a service takes together and answers within a day, for less than one by one. */
export interface ChatBatches {
  /**
   * Has first questions answered that have no kept answer, and gives a chat that knows the answers. It asks for itself where
   * the batch brought none, and whatever else it is asked.
   * @throws Postponed while the service is at it
   * @throws SluiceError when the service will not have the batch or did nothing of it
   */
  answer(requests: readonly ChatRequest[], options?: { readonly signal?: AbortSignal }): Promise<Chat>;
  /** Seconds after which to look again for batches, by the names that `Postponed` gives; undefined when one is over. */
  look(names: readonly string[]): Promise<number | undefined>;
  /** Calls batches off. What was answered by then is answered. */
  cancel(names: readonly string[]): Promise<void>;
}

/** What a text can be judged for. */
export const TEXT_RISKS = ['prohibited', 'spam', 'ad', 'porn', 'abuse', 'politics'] as const;
export type TextRisk = (typeof TEXT_RISKS)[number];

export interface TextFinding {
  /** 0 to 1. */
  readonly confidence: number;
  readonly label: string;
  /** 1 (low) to 3 (high). */
  readonly riskLevel: 1 | 2 | 3;
  /** Passages of the text that speak for it, as far as they are known. */
  readonly segments: readonly string[];
  readonly suggestion: 'review' | 'block';
}

/** Findings of a text, none when it is harmless; `not_evaluated` where the provider cannot judge such a text. */
export type TextJudgement = readonly TextFinding[] | 'not_evaluated';

/** A class that a text was put into; `not_evaluated` where the provider cannot tell. */
export type TextClassification = { readonly label: string; readonly confidence: number } | 'not_evaluated';

export interface ClassificationRequest {
  readonly texts: readonly string[];
  /** The classes to choose from. */
  readonly labels: readonly string[];
}

/** What a judge that asks a service takes. */
export interface JudgePace {
  /** Requests that a run may have under way at once. */
  readonly concurrency: number;
  /** How long an answer usually takes. */
  readonly answerSeconds: number;
  /** Bytes of a text that one request judges; absent where it takes them all. */
  readonly requestBytes?: number;
}

export interface JudgeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Lets requests through, one by one; all at once by default. */
  readonly gate?: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/**
 * Judges texts for risks and puts them into classes; gives its answers in the order of the texts. It throws SluiceError
 * when it cannot be asked, retries included; with `scope: 'record'` in its details where only these texts are to blame.
 */
export interface TextJudge {
  /** What it can judge; nobody asks it for more. */
  readonly risks: readonly TextRisk[];
  /** Absent where nobody has to wait for it. */
  readonly pace?: JudgePace;
  judge(risk: TextRisk, texts: readonly string[], options?: JudgeOptions): Promise<readonly TextJudgement[]>;
  classify?(request: ClassificationRequest, options?: JudgeOptions): Promise<readonly TextClassification[]>;
}

/** Who can judge texts beside the word lists that come with Sluice. */
export const JUDGE_PROVIDERS = ['openai', 'comprehend', 'bedrock'] as const;
export type JudgeProvider = (typeof JUDGE_PROVIDERS)[number];

/** The models that a deployment has configured; what is absent, nobody can be asked. */
export interface TextModels {
  readonly chat?: Chat;
  /** Absent where the provider has no such thing, or Sluice does not know how to use it. */
  readonly batches?: ChatBatches;
  /** The models that `chat` may be asked for; absent: whatever the provider has. */
  readonly chatModels?: readonly string[];
  /** The judges that are configured, by provider. */
  readonly judges?: Readonly<Partial<Record<JudgeProvider, TextJudge>>>;
  /** Who judges where a recipe names nobody; the word lists by default. */
  readonly preferredJudge?: JudgeProvider;
}
