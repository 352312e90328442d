import * as z from 'zod';
import { notConfigured, PassingFailure, unavailable } from '../chat-failure.ts';
import { errorCode } from '../open-ai-chat.ts';
import { callModel, type ModelCall, type ModelReply, type ModelService } from '../post-model.ts';

/** A batch as its service sees it. */
export interface Batch {
  /** `open` until nothing more comes of it; `gone` where the service knows no such batch. */
  readonly state: 'open' | 'completed' | 'failed' | 'expired' | 'cancelled' | 'gone';
  /** Files of questions, answers and errors, as far as there are any. */
  readonly files: readonly string[];
  readonly resultFiles: readonly string[];
  /** Why it has failed: a plain word. */
  readonly reason?: string;
}

/** Batches of chat completions. Each call is one request, and throws PassingFailure for what may pass. */
export interface BatchService {
  /** Stores questions, a line each, and gives the name of their file. */
  upload(lines: string): Promise<string>;
  /** Begins a batch that can be found again by its mark. */
  create(batch: { readonly file: string; readonly mark: string }): Promise<string>;
  /** The batch of that mark, of those that were begun since; milliseconds since the epoch. */
  find(mark: string, since: number): Promise<string | undefined>;
  look(id: string): Promise<Batch>;
  read(file: string): Promise<string>;
  cancel(id: string): Promise<void>;
  delete(file: string): Promise<void>;
}

/** Answers to a batch of many long questions; more would not fit into a function. */
const mostResultBytes = 256 * 1024 ** 2;
/** Files take longer than one answer does. */
const fileMilliseconds = 180_000;
/** Clocks differ. */
const skewMilliseconds = 3_600_000;
const mostPages = 50;

/**
 * The batch interface of OpenAI, and of services that speak it.
 * @throws SluiceError ModelArts.72020124 where there is none, or it does not take the key; 72020092 where it refuses a batch
 */
export const openAiBatches = (service: ModelService, model: string): BatchService => {
  const noBatches = () => notConfigured(model, 'no_batch_interface');
  /** What has no such address has no batches. */
  const required = (reply: ModelReply): ModelReply => {
    if (reply.status === 404 || reply.status === 405) throw noBatches();
    return reply;
  };

  const call = async (request: ModelCall): Promise<ModelReply> => {
    const isFile = request.path.startsWith('/files');
    const timeoutMilliseconds = isFile
      ? Math.max(fileMilliseconds, service.timeoutMilliseconds)
      : service.timeoutMilliseconds;
    const reply = await callModel({ ...service, timeoutMilliseconds }, request);
    requireTaken(model, reply);
    return reply;
  };

  const page = async (after: string | undefined) =>
    parsed(
      pageForm,
      required(
        await call({
          method: 'GET',
          path: `/batches?limit=100${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`,
        }),
      ),
    );

  return {
    upload: async (lines) => {
      const body = new FormData();
      body.set('purpose', 'batch');
      body.set('file', new Blob([lines], { type: 'application/jsonl' }), 'questions.jsonl');
      return parsed(named, required(await call({ method: 'POST', path: '/files', body }))).id;
    },
    create: async ({ file, mark }) => {
      const body = {
        input_file_id: file,
        endpoint: '/v1/chat/completions',
        completion_window: '24h',
        metadata: { [markName]: mark },
      };
      return parsed(named, required(await call({ method: 'POST', path: '/batches', body }))).id;
    },
    find: async (mark, since) => {
      const from = (since - skewMilliseconds) / 1000;
      let after: string | undefined;
      for (let pages = 0; pages < mostPages; pages++) {
        const { data, has_more: hasMore } = await page(after);
        const found = data.find(({ metadata }) => metadata?.[markName] === mark);
        if (found !== undefined) return found.id;
        const last = data.at(-1);
        if (last === undefined || hasMore !== true || last.created_at < from) return undefined;
        after = last.id;
      }
      return undefined;
    },
    look: async (id) => {
      const reply = await call({ method: 'GET', path: `/batches/${encodeURIComponent(id)}` });
      return reply.status === 404 ? gone : batchOf(parsed(batchForm, reply));
    },
    read: async (file) => {
      const path = `/files/${encodeURIComponent(file)}/content`;
      const { text } = required(await call({ method: 'GET', path, mostBytes: mostResultBytes }));
      return text;
    },
    cancel: async (id) => {
      await call({ method: 'POST', path: `/batches/${encodeURIComponent(id)}/cancel` });
    },
    delete: async (file) => {
      await call({ method: 'DELETE', path: `/files/${encodeURIComponent(file)}` });
    },
  };
};

/** The place of the mark among what a batch is labelled with. */
const markName = 'sluice';

const named = z.object({ id: z.string().min(1) });

const batchForm = z.object({
  status: z.string(),
  input_file_id: z.string().nullish(),
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
  errors: z.object({ data: z.array(z.object({ code: z.string().nullish() })) }).nullish(),
});

const pageForm = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      created_at: z.number(),
      metadata: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
  has_more: z.boolean().optional(),
});

const gone: Batch = { state: 'gone', files: [], resultFiles: [] };

const batchOf = (found: z.output<typeof batchForm>): Batch => {
  const { status, input_file_id: input, output_file_id: output, error_file_id: errors } = found;
  const ended = ['completed', 'failed', 'expired', 'cancelled'] as const;
  const code = found.errors?.data[0]?.code ?? '';
  return {
    state: ended.find((one) => one === status) ?? 'open',
    files: [input, output, errors].filter(isName),
    resultFiles: [output, errors].filter(isName),
    ...(/^[\w.-]{1,64}$/.test(code) ? { reason: code } : {}),
  };
};

const isName = (name: string | null | undefined): name is string => typeof name === 'string' && name !== '';

const parsed = <Form extends z.ZodType>(form: Form, { text }: ModelReply): z.output<Form> => {
  try {
    return form.parse(JSON.parse(text));
  } catch (cause) {
    // What stands between us and the service may have answered in its place.
    throw new PassingFailure('not_a_batch', { cause });
  }
};

const requireTaken = (model: string, { status, text, retryAfterSeconds }: ModelReply): void => {
  if (status < 300 || status === 404 || status === 405) return;
  const code = errorCode(text) ?? `http_${status}`;
  if ([401, 402, 403].includes(status) || /quota|billing/.test(code)) throw notConfigured(model, code);
  if (status < 400 || status >= 500 || [408, 409, 425, 429].includes(status)) {
    throw new PassingFailure(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }
  throw unavailable(model, code);
};
