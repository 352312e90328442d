import { readFileSync } from 'node:fs';
import type { Context, SQSEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import type { RefusedCommand } from '../../lib/commands/refused-commands.ts';
import { commandHandler } from '../../lib/handlers/command-handler.ts';
import { openWorld } from './schedules-world.ts';

const sample: SQSEvent = JSON.parse(readFileSync('events/sqs-command-batch.json', 'utf8'));

it('the command queue does the good message of a batch, moves the bad one aside and acknowledges both', async () => {
  const world = await openWorld();
  const refused: RefusedCommand[] = [];
  const handler = commandHandler(world.ports, { keep: async (message) => void refused.push(message) });
  const reply = await handler(sample, {} as Context); // the handler does not look at it
  expect(reply).toEqual({ batchItemFailures: [] });
  expect(await world.runs()).toMatchObject([{ parent: { id: 'task-1' } }]);
  expect(refused.map(({ messageId }) => messageId)).toEqual(['00000000-0000-4000-8000-000000000002']);
  expect(world.traces('refuseCommand')).toMatchObject([{ user: 'local' }]);
});
