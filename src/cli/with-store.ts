import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { openConversationStore } from '../transcripts/open-store.ts';
import type { ConversationStore } from '../transcripts/store.ts';

const logger = pino({ level: 'silent' });

/** Works on the conversations of DATA_DIR or DATABASE_URL, also while a bot serves them. */
export async function withStore<T>(work: (store: ConversationStore) => Promise<T>): Promise<T> {
  const store = await openConversationStore({ ...readConfig(), logger, beside: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
