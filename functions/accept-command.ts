import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { openRefusedCommands } from '../lib/adapters/sqs-dead-letters.ts';
import { commandHandler } from '../lib/handlers/command-handler.ts';

export const handler = commandHandler(awsPorts(), openRefusedCommands());
