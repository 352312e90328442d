import { closeSync } from 'node:fs';
import { Journal, type JournalOptions } from './journal.ts';
import { readJournal } from './read-journal.ts';
import { rewriteJournal, syncFolderOf } from './rewrite-journal.ts';

/** Replays a journal through `apply`, makes it shorter when most of it is history, and opens it for more. */
export const openJournal = <Entry>({
  apply,
  ...options
}: Omit<JournalOptions<Entry>, 'sizeBytes'> & { readonly apply: (entry: Entry) => void }): Journal<Entry> => {
  const { path, snapshot } = options;
  // Only this program writes the file, and a line that it did not write whole is not read.
  const { entryCount, sizeBytes } = readJournal(path, (entry) => apply(entry as Entry));
  let neededCount = 0;
  for (const _ of snapshot()) neededCount++;
  if (neededCount * 2 >= entryCount) return new Journal({ ...options, sizeBytes });
  const rewritten = rewriteJournal(path, snapshot());
  closeSync(rewritten.file);
  syncFolderOf(path);
  return new Journal({ ...options, sizeBytes: rewritten.sizeBytes });
};
