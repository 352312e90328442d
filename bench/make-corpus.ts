import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { seededRandom } from './seeded-random.ts';

export type Language = 'en' | 'zh' | 'mixed';

const demoFile = new URL('../demo/questions-and-answers.jsonl', import.meta.url);
const sentencesPerAnswer = 8;
/** Share of the sentences that hold what operators remove; the demonstration's own are nearly all dirty. */
const dirtyShare = 0.05;

/**
 * Writes single-turn questions and answers of about `sizeBytes` bytes, made of the demonstration's sentences in random
 * order: the same file for the same arguments. A file that is there is kept.
 */
export const makeCorpus = async (path: string, language: Language, sizeBytes: number): Promise<void> => {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const random = seededRandom(20_260_501);
  const pools = sentencePools();
  const file = createWriteStream(`${path}.part`, { highWaterMark: 4 << 20 });
  for (let written = 0, index = 0; written < sizeBytes; index++) {
    const pool = pools[language === 'mixed' ? (index % 2 === 0 ? 'en' : 'zh') : language];
    const target = Array.from({ length: sentencesPerAnswer }, () =>
      pick(random() < dirtyShare ? pool.dirty : pool.clean, random),
    );
    const context = `${pick(pool.clean, random)} (${index})`;
    const line = `${JSON.stringify({ context, target: target.join(pool.separator) })}\n`;
    written += Buffer.byteLength(line);
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
  renameSync(`${path}.part`, path);
};

interface Pool {
  readonly clean: readonly string[];
  readonly dirty: readonly string[];
  readonly separator: string;
}

const sentencePools = (): Readonly<Record<'en' | 'zh', Pool>> => {
  const texts = readFileSync(demoFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly target: string }).target); // the demonstration's own format
  const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
  const sentences = texts
    .flatMap((text) => text.split(/(?<=[.!?] )(?=[A-Z])|(?<=[。！？])/))
    .map((text) => text.trim());
  // Letters, digits and the punctuation that every operator leaves alone, or merely unifies.
  const isClean = (text: string): boolean =>
    /^[\p{Script=Han}A-Za-z0-9 ,.;:'"()，。：；、？！“”-]+$/u.test(text) &&
    !/\d{5}|@|www|DRAFT|草稿/.test(text);
  const pool = (separator: string, wanted: readonly string[]): Pool => ({
    clean: wanted.filter(isClean),
    dirty: wanted.filter((text) => !isClean(text)),
    separator,
  });
  return {
    en: pool(
      ' ',
      sentences.filter((text) => !isChinese(text)),
    ),
    zh: pool('', sentences.filter(isChinese)),
  };
};

const pick = <T>(items: readonly T[], random: () => number): T =>
  items[Math.floor(random() * items.length)] as T; // below the length
