import type { Logger } from 'pino';
import { createCommits } from '../commits.ts';
import { LEASE_MS } from '../engine.ts';
import { createQueue } from '../queue.ts';
import type { Call } from '../steps/operations.ts';
import type { ConversationStore, TurnStore } from '../store.ts';
import { createTurnStore } from '../turn-store.ts';
import { createWorkerClient } from './worker-client.ts';

export interface SqliteSettings {
  /** The database file; its folder is made when it is missing. */
  file: string;
  logger: Logger;
  leaseMs?: number;
  now?: () => Date;
}

/**
 * The embedded engine: one file, one process. Resolves when the file is open and up to date.
 * @throws {CodedError} `STORE_CORRUPT`, `STORE_NEWER`, `STORE_FOREIGN`: the file is left as it is.
 */
export async function createSqliteStore(
  settings: SqliteSettings,
): Promise<TurnStore & Pick<ConversationStore, 'ready' | 'close'>> {
  const { file, logger, leaseMs = LEASE_MS, now = () => new Date() } = settings;
  const writer = createWorkerClient(new URL('./writer.ts', import.meta.url), { file, leaseMs }, now);
  const call = ((name, ...rest) => writer.call({ name, rest })) as Call;
  const commits = createCommits((error) => logger.error({ err: error }, 'a commit listener failed'));

  await call('releaseLeases');
  return {
    ...createTurnStore(call, {
      exclusive: createQueue(),
      onCommit: commits.listen,
      committed: commits.announce,
    }),
    ready: () => call('ping'),
    close: () => writer.close(),
  };
}
