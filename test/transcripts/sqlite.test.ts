import path from 'node:path';
import { describe } from '@jest/globals';
import { pino } from 'pino';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import { folders } from './folders.ts';
import { turnContract } from './turn-contract.ts';

const newFolder = folders();
const logger = pino({ level: 'silent' });

describe('SQLite keeps the contract of turns', () => {
  turnContract(async (options) =>
    createSqliteStore({ file: path.join(await newFolder(), 'conversations.db'), logger, ...options }),
  );
});
