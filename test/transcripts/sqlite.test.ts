import path from 'node:path';
import { describe } from '@jest/globals';
import { pino } from 'pino';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import { folders } from './folders.ts';
import { reviewContract } from './review-contract.ts';
import { type OpenStore, turnContract } from './turn-contract.ts';

const newFolder = folders();
const logger = pino({ level: 'silent' });

const open: OpenStore = async (options) =>
  createSqliteStore({ file: path.join(await newFolder(), 'conversations.db'), logger, ...options });

describe('SQLite keeps the contract of turns', () => turnContract(open));
describe('SQLite keeps the contract of staff', () => reviewContract(open));
