import { describe, expect, it } from 'vitest';
import { repeatOnScreen, type View } from '../../lib/cli/terminal/repeat-on-screen.ts';

const interrupted = new Error('interrupted');

/** What is written in some looks, until the process is interrupted. */
const written = async (isForPrograms: boolean, views: readonly View[]): Promise<readonly string[]> => {
  const pieces: string[] = [];
  const coming = views.values();
  let looks = 0;
  const screen = {
    isForPrograms,
    write: (text: string) => void pieces.push(text),
    pause: async () => {
      if (++looks === views.length) throw interrupted;
    },
  };
  const look = async () => coming.next().value ?? Promise.reject(new Error('one look too many'));
  await expect(repeatOnScreen(look, screen)).rejects.toBe(interrupted);
  return pieces;
};

const views = [1, 2].map((count) => ({ value: { count }, text: () => `COUNT\n${count}\n` }));

describe('watching a list', () => {
  it('draws over what was there on a terminal, each time in one piece', async () => {
    expect(await written(false, views)).toEqual(['\u001b[H\u001b[JCOUNT\n1\n', '\u001b[H\u001b[JCOUNT\n2\n']);
  });

  it('writes a line of JSON a look for programs, without anything for terminals', async () => {
    expect(await written(true, views)).toEqual(['{"count":1}\n', '{"count":2}\n']);
  });

  it('ends with what a look fails of, and shows nothing of it', async () => {
    const pieces: string[] = [];
    const screen = {
      isForPrograms: false,
      write: (text: string) => pieces.push(text),
      pause: async () => {},
    };
    const fails = () => Promise.reject(new Error('nothing answers'));
    await expect(repeatOnScreen(fails, screen)).rejects.toThrow('nothing answers');
    expect(pieces).toEqual([]);
  });
});
