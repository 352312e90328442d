import { SluiceError } from '../errors/sluice-error.ts';
import { LIMITS } from '../model/limits.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { type AnalysisFile, findStep, noSuchOperator, operatorFiles } from './operator-files.ts';
import { reportRows } from './run-report.ts';
import { tarPiece, tarSize } from './tar-archive.ts';

interface AnalysisPorts {
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly clock: Clock;
}

/** A run, and the name of one of its operators. */
export interface OperatorOfRun {
  readonly run: Run;
  readonly operator: string;
}

/** Bytes of a file, and where the next piece begins; undefined when this is the last. */
export interface Piece {
  readonly bytes: Buffer;
  readonly next?: string;
}

/**
 * The files with the records behind an operator's counts.
 * @throws SluiceError ModelArts.72020107 no such operator, or they can't be listed
 */
export const listAnalysisFiles = async (
  ports: AnalysisPorts,
  { run, operator }: OperatorOfRun,
): Promise<readonly AnalysisFile[]> => {
  const place = { task: run.parent.id, node: operator };
  const step = findStep(run, await reportRows(ports, run), operator);
  if (step === undefined) throw new SluiceError('ModelArts.72020107', { ...place, reason: noSuchOperator });
  try {
    return await Array.fromAsync(operatorFiles(ports.objects, run, step));
  } catch (cause) {
    throw new SluiceError('ModelArts.72020107', place, { cause });
  }
};

/**
 * A piece of an analysis file, from a byte of it on.
 * @throws SluiceError ModelArts.72020108 when the operator has no such file, or it can't be read
 */
export const readAnalysisFile = async (
  ports: AnalysisPorts,
  of: OperatorOfRun,
  { path, from = '0' }: { readonly path: string; readonly from?: string | undefined },
): Promise<Piece> => {
  const start = byteOf(from);
  const { key, sizeBytes } = await findFile(ports, of, path);
  const end = Math.min(sizeBytes, start + LIMITS.replyBytes);
  try {
    const chunks = await Array.fromAsync(ports.objects.read(key, { start, end }));
    return { bytes: Buffer.concat(chunks), ...(end < sizeBytes ? { next: String(end) } : {}) };
  } catch (cause) {
    throw new SluiceError('ModelArts.72020108', { path }, { cause });
  }
};

/** A path is looked for among those that the operator has: it can't lead elsewhere. */
const findFile = async (
  { objects, documents, clock }: AnalysisPorts,
  { run, operator }: OperatorOfRun,
  path: string,
): Promise<{ readonly key: string; readonly sizeBytes: number }> => {
  const unknown = (reason: string, cause?: unknown) =>
    new SluiceError('ModelArts.72020108', { path, reason }, { cause });
  const step = findStep(run, await reportRows({ objects, documents, clock }, run), operator);
  if (step === undefined) throw unknown(noSuchOperator);
  const [, of, stageAndShard] =
    /^(?:changes\/([^/]+)\/\d{5,}|rejects\/(\d+-\d{5,}))\.jsonl$/.exec(path) ?? [];
  if (of !== operator && stageAndShard === undefined) throw unknown('the operator has no such file');
  const found = await objects.find(`${objectKeys.folder(run.id)}${path}`).catch((cause: unknown) => {
    throw unknown('it can not be read', cause);
  });
  if (found === undefined) throw unknown('the operator has no such file');
  return found;
};

/** @throws SluiceError ModelArts.72060001 */
const byteOf = (from: string): number => {
  if (/^\d{1,15}$/.test(from)) return Number(from);
  throw new SluiceError('ModelArts.72060001', { argument: 'from', reason: 'it is no number of a byte' });
};

/**
 * A piece of the tar archive of an operator's files. The pieces together are the archive; when the files change in
 * between, as they do while the run is under way, `from` is refused and the download begins again.
 * @throws SluiceError what `listAnalysisFiles` throws; ModelArts.72020109 the files are too large together; 72060001
 */
export const downloadAnalysisFiles = async (
  ports: AnalysisPorts,
  of: OperatorOfRun,
  from: string | undefined,
): Promise<Piece> => {
  const files = await listAnalysisFiles(ports, of);
  const totalBytes = files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  if (totalBytes > LIMITS.analysisDownloadBytes) {
    const facts = { size_bytes: totalBytes, limit_bytes: LIMITS.analysisDownloadBytes };
    throw new SluiceError('ModelArts.72020109', facts);
  }
  const size = tarSize(files);
  const start = from === undefined ? 0 : byteOfArchive(from, size);
  const end = Math.min(size, start + LIMITS.replyBytes);
  try {
    const bytes = await tarPiece(files, (key, range) => ports.objects.read(key, range), { start, end });
    return { bytes, ...(end < size ? { next: `${end}-${size}` } : {}) };
  } catch (cause) {
    throw new SluiceError('ModelArts.72020108', { path: `${of.operator}.tar` }, { cause });
  }
};

const byteOfArchive = (from: string, size: number): number => {
  const [, start = '', of = ''] = /^(\d{1,15})-(\d{1,15})$/.exec(from) ?? [];
  if (start !== '' && Number(of) === size) return Number(start);
  const reason = 'the files are others than when the download began: begin again';
  throw new SluiceError('ModelArts.72060001', { argument: 'from', reason });
};
