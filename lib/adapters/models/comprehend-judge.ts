import type { ComprehendClient } from '@aws-sdk/client-comprehend';
import * as z from 'zod';
import type {
  JudgeOptions,
  TextFinding,
  TextJudge,
  TextJudgement,
  TextRisk,
} from '../../model/text-models.ts';
import { createGate } from '../../operators/asking/gate.ts';
import { coveredLanguage } from '../../operators/moderation/covered-language.ts';
import { awsFailure } from '../aws-failure.ts';
import { notConfigured, PassingFailure, refusedText } from './chat-failure.ts';
import { cutText } from './cut-text.ts';
import { askAlways, type KeepAnswers } from './keep-answers.ts';

import { type Patience, retryCall } from './retry-call.ts';

interface ComprehendSettings {
  readonly client: () => Promise<Pick<ComprehendClient, 'send'>>;
  readonly timeoutMilliseconds: number;
  /** Requests at once. */
  readonly concurrency: number;
  readonly patience: Patience;
  /** Keeps what the service has answered; nothing is kept by default. */
  readonly keep?: KeepAnswers;
}

/** Of a request: bytes of a segment, and segments. Source: API reference, DetectToxicContent. */
const limits = { segmentBytes: 1000, segments: 10 } as const;
const blockScore = 0.75;
const reviewScore = 0.5;
const answerSeconds = 1;

const LABELS = {
  prohibited: ['VIOLENCE_OR_THREAT', 'GRAPHIC'],
  porn: ['SEXUAL'],
  abuse: ['HARASSMENT_OR_ABUSE', 'HATE_SPEECH', 'INSULT', 'PROFANITY', 'VIOLENCE_OR_THREAT'],
} as const satisfies Partial<Record<TextRisk, readonly string[]>>;

type JudgedRisk = keyof typeof LABELS;

/** Toxicity detection of Amazon Comprehend, which knows English alone: texts in other languages are not evaluated. */
export const comprehendJudge = (settings: ComprehendSettings): TextJudge => {
  const { concurrency, patience, keep = askAlways } = settings;
  const limited = createGate(concurrency);
  const ask = async (pieces: readonly string[], { signal, gate = limited }: JudgeOptions) => {
    const { answer } = await gate(() =>
      keep({
        asked: ['comprehend', 'DetectToxicContent', pieces],
        form: keptResults,
        ask: () => retryCall('comprehend', () => detect(settings, pieces, signal), { ...patience, signal }),
      }),
    );
    return answer;
  };
  const judgeText = async (risk: JudgedRisk, text: string, options: JudgeOptions): Promise<TextJudgement> => {
    const language = coveredLanguage(text);
    if (language === 'none') return [];
    if (language !== 'en') return 'not_evaluated';
    const pieces = cutText(text, limits.segmentBytes);
    const groups = Array.from({ length: Math.ceil(pieces.length / limits.segments) }, (_, index) =>
      pieces.slice(index * limits.segments, (index + 1) * limits.segments),
    );
    const results = await Promise.all(groups.map((group) => ask(group, options)));
    return findingsOf(risk, pieces, results.flat());
  };
  return {
    risks: Object.keys(LABELS) as readonly JudgedRisk[], // keys of a const object
    pace: { concurrency, answerSeconds, requestBytes: limits.segmentBytes * limits.segments },
    judge: (risk, texts, options = {}) =>
      Promise.all(texts.map((text) => judgeText(risk as JudgedRisk, text, options))), // nobody asks it for other risks
  };
};

/** The labels of each piece, as the service gives them. */
const keptResults = z.array(
  z.object({
    Labels: z.array(z.object({ Name: z.string().optional(), Score: z.number().optional() })).optional(),
  }),
);
type Result = z.output<typeof keptResults>[number];

const detect = async (
  { client, timeoutMilliseconds }: ComprehendSettings,
  pieces: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Result[]> => {
  const { DetectToxicContentCommand } = await import('@aws-sdk/client-comprehend');
  const timeout = AbortSignal.timeout(timeoutMilliseconds);
  const command = new DetectToxicContentCommand({
    LanguageCode: 'en',
    TextSegments: pieces.map((Text) => ({ Text })),
  });
  try {
    const { ResultList = [] } = await (await client()).send(command, {
      abortSignal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    if (ResultList.length === pieces.length) return ResultList;
  } catch (error) {
    throw failureOf(error, timeout);
  }
  throw new PassingFailure('not_a_detection');
};

const failureOf = (error: unknown, timeout: AbortSignal): Error => {
  if (timeout.aborted) return new PassingFailure('timeout', { cause: error });
  const { name = 'unknown', httpStatus: status } = awsFailure(error) ?? {};
  // What stands between us and the service may have answered in its place.
  if (status === 200) return new PassingFailure('not_a_detection', { cause: error });
  if (status === undefined || status >= 500 || status === 429 || /Throttling|TooManyRequests/.test(name)) {
    return new PassingFailure(status === undefined ? 'no_connection' : name, { cause: error });
  }
  if (status === 401 || status === 403 || /AccessDenied|UnrecognizedClient/.test(name)) {
    return notConfigured('comprehend', name);
  }
  return refusedText('comprehend', name, error);
};

const findingsOf = (
  risk: JudgedRisk,
  pieces: readonly string[],
  results: readonly Result[],
): readonly TextFinding[] =>
  LABELS[risk].flatMap((label): readonly TextFinding[] => {
    const scores = results.map(({ Labels = [] }) => Labels.find(({ Name }) => Name === label)?.Score ?? 0);
    const confidence = Math.max(0, ...scores);
    if (confidence < reviewScore) return [];
    const segments = pieces.filter((_, index) => (scores[index] ?? 0) >= reviewScore);
    const isBlocked = confidence >= blockScore;
    return [
      {
        confidence,
        label: label.toLowerCase(),
        riskLevel: isBlocked ? 2 : 1,
        segments,
        suggestion: isBlocked ? 'block' : 'review',
      },
    ];
  });
