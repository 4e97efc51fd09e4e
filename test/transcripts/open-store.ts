import { pino } from 'pino';
import { createPostgresStore } from '../../src/transcripts/postgres/store.ts';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import type { ConversationStore } from '../../src/transcripts/store.ts';

/** The store at an address: postgres://… or a file. */
export function openStore(place: string, options: { now?: () => Date } = {}): Promise<ConversationStore> {
  const logger = pino({ level: 'silent' });
  return place.startsWith('postgres:')
    ? createPostgresStore({ url: place, logger, ...options })
    : createSqliteStore({ file: place, logger, ...options });
}
