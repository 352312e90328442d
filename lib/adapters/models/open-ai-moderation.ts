import * as z from 'zod';
import type {
  JudgeOptions,
  TextFinding,
  TextJudge,
  TextJudgement,
  TextRisk,
} from '../../model/text-models.ts';
import { createGate } from '../../operators/asking/gate.ts';
import { notConfigured, PassingFailure, refusedText, unknownModel } from './chat-failure.ts';
import { cutText } from './cut-text.ts';
import { askAlways, type KeepAnswers } from './keep-answers.ts';

import { type ModelReply, type ModelService, postModel } from './post-model.ts';
import { type Patience, retryCall } from './retry-call.ts';

export interface ModerationService extends ModelService {
  readonly model: string;
  /** Requests at once. */
  readonly concurrency: number;
  readonly patience: Patience;
  /** Nothing is kept by default. */
  readonly keep?: KeepAnswers;
}

/** What one request holds at most; longer texts are judged in pieces. */
const mostPieceBytes = 16_000;
/** Below what the service itself flags, from here on somebody should look. */
const reviewScore = 0.4;
const answerSeconds = 1;

/** The categories that speak for a risk. What the protocol has no category for, it cannot judge. */
const CATEGORIES = {
  prohibited: [
    'illicit',
    'illicit/violent',
    'violence',
    'violence/graphic',
    'self-harm',
    'self-harm/intent',
    'self-harm/instructions',
  ],
  porn: ['sexual', 'sexual/minors'],
  abuse: ['harassment', 'harassment/threatening', 'hate', 'hate/threatening'],
} as const satisfies Partial<Record<TextRisk, readonly string[]>>;

type JudgedRisk = keyof typeof CATEGORIES;

/**
 * The moderation endpoint of any service that speaks OpenAI's protocol; the texts of a record are one request. Its labels
 * are the service's own categories.
 */
export const openAiModeration = (service: ModerationService): TextJudge => {
  const { endpoint, model, concurrency, patience, keep = askAlways } = service;
  const limited = createGate(concurrency);
  // One answer is for all risks, so that the next operator is answered from what is kept.
  const scoresOf = async (
    pieces: readonly string[],
    { signal, gate = limited }: JudgeOptions,
  ): Promise<readonly Result[]> => {
    const ask = async () => resultsOf(model, await post(service, pieces, signal), pieces.length);
    const { answer: results } = await gate(() =>
      keep({
        asked: ['moderations', endpoint, model, pieces],
        form: answer.shape.results,
        ask: () => retryCall(model, ask, { ...patience, signal }),
      }),
    );
    return results;
  };
  return {
    risks: Object.keys(CATEGORIES) as readonly JudgedRisk[], // keys of a const object
    pace: { concurrency, answerSeconds },
    judge: async (risk, texts, options = {}) => {
      const piecesByText = texts.map((text) => (text.trim() === '' ? [] : cutText(text, mostPieceBytes)));
      const pieces = piecesByText.flat();
      if (pieces.length === 0) return texts.map(() => []);
      const results = (await scoresOf(pieces, options)).values();
      return piecesByText.map((own) =>
        worstOf(own.flatMap((piece) => findingsOf(risk as JudgedRisk, piece, results.next().value))),
      ); // nobody asks it for other risks
    },
  };
};

const post = (
  service: ModerationService,
  input: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ModelReply> =>
  postModel(service, { path: '/moderations', body: { model: service.model, input } }, signal);

const answer = z.object({
  results: z.array(
    z.object({
      categories: z.record(z.string(), z.boolean().nullable()),
      category_scores: z.record(z.string(), z.number().nullable()),
    }),
  ),
});
type Result = z.output<typeof answer>['results'][number];

const resultsOf = (model: string, { status, text, retryAfterSeconds }: ModelReply, count: number) => {
  if (status === 200) {
    const parsed = answer.safeParse(jsonOf(text));
    if (parsed.success && parsed.data.results.length === count) return parsed.data.results;
    throw new PassingFailure('not_a_moderation');
  }
  if (status === 401 || status === 402 || status === 403) throw notConfigured(model, `http_${status}`);
  if (status === 404) throw unknownModel(model, 'http_404');
  if (status >= 500 || [408, 409, 425, 429].includes(status)) {
    throw new PassingFailure(`http_${status}`, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }
  throw refusedText(model, `http_${status}`);
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const findingsOf = (risk: JudgedRisk, piece: string, result: Result | undefined): readonly TextFinding[] =>
  CATEGORIES[risk].flatMap((label): readonly TextFinding[] => {
    const confidence = result?.category_scores[label] ?? 0;
    const isFlagged = result?.categories[label] ?? false;
    if (!isFlagged && confidence < reviewScore) return [];
    return [
      {
        confidence,
        label,
        riskLevel: riskLevelOf(isFlagged, confidence),
        segments: [piece],
        suggestion: isFlagged ? 'block' : 'review',
      },
    ];
  });

const riskLevelOf = (isFlagged: boolean, confidence: number): 1 | 2 | 3 => {
  if (!isFlagged) return 1;
  return confidence >= 0.9 ? 3 : 2;
};

/** Of the findings of a text's pieces with one label, the surest. */
const worstOf = (findings: readonly TextFinding[]): TextJudgement => {
  const byLabel = new Map<string, TextFinding>();
  for (const finding of findings) {
    const known = byLabel.get(finding.label);
    if (known === undefined || finding.confidence > known.confidence) byLabel.set(finding.label, finding);
  }
  return [...byLabel.values()];
};
