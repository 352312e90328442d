import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { dynamodbError } from './dynamodb-error.ts';

const readyWithinMs = 10_000;

export interface DynoxideOptions {
  readonly binary: string;
  readonly databasePath: string;
  readonly port: number;
}

/** Starts the server; where the system can, it ends with its parent even if that is killed. */
export const spawnDynoxide = ({ binary, databasePath, port }: DynoxideOptions): ChildProcess => {
  const options = ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', databasePath];
  const [command, ...more] = canDieWithParent() ? [...dieWithParent, binary] : [binary];
  // In a group of its own: Ctrl+C is for the parent, which still needs it to come to an orderly end.
  return spawn(command, [...more, ...options], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
};

/**
 * Settles when the server takes connections.
 *
 * @throws SluiceError ModelArts.72060001 when it ends instead, or takes too long
 */
export const untilReady = async (child: ChildProcess, port: number): Promise<void> => {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-1000);
  });
  const giveUpAt = performance.now() + readyWithinMs;
  while (performance.now() < giveUpAt) {
    if (hasEnded(child))
      throw dynamodbError(`DynamoDB port ${port}`, said.trim() || 'the server ended at once');
    // Before it says that it listens, a connection would be one to somebody else.
    if (said.includes('listening on') && (await canConnect(port))) return;
    await wait(3);
  }
  child.kill('SIGKILL');
  throw dynamodbError(
    `DynamoDB port ${port}`,
    `the server was not ready within ${readyWithinMs / 1000} seconds`,
  );
};

/** Ends a server; it keeps what it has acknowledged however it ends. */
export const endDynoxide = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
};

const hasEnded = ({ exitCode, signalCode, pid }: ChildProcess): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;

const dieWithParent = ['setpriv', '--pdeathsig', 'KILL'] as const;

/** Whether the system can end a process with its parent. */
export const canDieWithParent = (): boolean => {
  const [command, ...more] = dieWithParent;
  return spawnSync(command, [...more, 'true'], { stdio: 'ignore' }).status === 0;
};

const canConnect = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};
