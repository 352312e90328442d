import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/sluice.js', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `sluice` as a shell would, with its output piped, and gives what it wrote and its exit code. */
export const runCli = (
  args: readonly string[],
  { input = '', env = {} }: { readonly input?: string | Buffer; readonly env?: Record<string, string> } = {},
): Promise<CliResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      env: { ...process.env, LANG: 'C', BUCKET: '', SLUICE_ENDPOINT: '', ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    // A command that refuses its arguments may end before it has read its input.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
