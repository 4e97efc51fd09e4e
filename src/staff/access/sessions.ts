import type { StaffDatabase } from '../storage/open.ts';
import { type Account, accountOf } from './accounts.ts';
import { hashOf, newSecret } from './secrets.ts';

/** Signed out after so long without a click, and after so long in any case. */
export const IDLE_MS = 2 * 3_600_000;
export const ABSOLUTE_MS = 12 * 3_600_000;
/** How stale `seen_at` may be: not every click is a write. */
const SEEN_EVERY_MS = 60_000;

/** Who is signed in. A session is a random id in a cookie; the database knows its hash, so it can be revoked. */
export function createSessions(database: StaffDatabase, now: () => Date) {
  return {
    /** A new session, never one that the browser brought along. Gives its id for the cookie. */
    async open(account: Pick<Account, 'id'>): Promise<string> {
      const id = newSecret();
      const at = now().getTime();
      await database
        .deleteFrom('sessions')
        .where('created_at', '<', at - ABSOLUTE_MS)
        .execute();
      await database
        .insertInto('sessions')
        .values({ id_hash: hashOf(id), account_id: account.id, created_at: at, seen_at: at })
        .execute();
      return id;
    },

    /** The account of a session that is still good. */
    async find(id: string): Promise<Account | undefined> {
      const at = now().getTime();
      const row = await database
        .selectFrom('sessions')
        .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
        .selectAll('accounts')
        .select('seen_at')
        .where('id_hash', '=', hashOf(id))
        .where('sessions.created_at', '>', at - ABSOLUTE_MS)
        .where('seen_at', '>', at - IDLE_MS)
        .where('disabled_at', 'is', null)
        .executeTakeFirst();
      if (!row) return undefined;
      if (row.seen_at < at - SEEN_EVERY_MS)
        await database
          .updateTable('sessions')
          .set({ seen_at: at })
          .where('id_hash', '=', hashOf(id))
          .execute();
      return accountOf(row);
    },

    async close(id: string): Promise<void> {
      await database.deleteFrom('sessions').where('id_hash', '=', hashOf(id)).execute();
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
