import path from 'node:path';
import type { Logger } from 'pino';
import { createSqliteStore } from './sqlite/store.ts';
import type { ConversationStore } from './store.ts';

/** The name of the SQLite store in DATA_DIR. */
export const STORE_FILE = 'conversations.db';

interface Settings {
  dataDir: string;
  /** postgres://…; without it conversations are kept in `dataDir`. */
  databaseUrl?: string;
  logger: Logger;
  /** For a command beside a running bot. */
  beside?: boolean;
  now?: () => Date;
}

/**
 * The store that the settings ask for.
 * @throws {CodedError} with what to do, as the engines do.
 */
export async function openConversationStore(settings: Settings): Promise<ConversationStore> {
  const { dataDir, databaseUrl, logger, beside, now } = settings;
  if (databaseUrl === undefined) {
    return createSqliteStore({ file: path.join(dataDir, STORE_FILE), logger, beside, now });
  }
  // Loaded only where it is used: a start on SQLite need not wait for the driver.
  const { createPostgresStore } = await import('./postgres/store.ts');
  return createPostgresStore({ url: databaseUrl, logger, now });
}
