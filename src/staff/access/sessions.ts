import type { StaffDatabase } from '../storage/database.ts';
import { type Account, accountOf } from './accounts.ts';
import { hashOf, newSecret } from './secrets.ts';

/** Signed out after so long without a click, and after so long in any case. */
export const IDLE_MS = 2 * 3_600_000;
export const ABSOLUTE_MS = 12 * 3_600_000;
/** How stale `seen_at` may be: not every click is a write. */
const SEEN_EVERY_MS = 60_000;

/** Somebody who is signed in. */
export interface Session {
  /** Names the session; it opens nothing. */
  key: string;
  account: Account;
  /** When its holder last proved who they are. */
  confirmedAt: Date;
}

interface Opening {
  browser?: string;
  confirmedAt?: Date;
}

/** A session as its owner and admins see it. */
export interface OpenSession {
  key: string;
  accountId: number;
  startedAt: Date;
  seenAt: Date;
  /** Browser and system in words, empty when they are not known. */
  browser: string;
}

/** Who is signed in. A session is a random id in a cookie; the database knows its hash, so it can be revoked. */
export function createSessions(database: StaffDatabase, now: () => Date) {
  const good = () =>
    database
      .selectFrom('sessions')
      .where('sessions.created_at', '>', now().getTime() - ABSOLUTE_MS)
      .where('seen_at', '>', now().getTime() - IDLE_MS);

  return {
    /**
     * A new session, never one that the browser brought along. Gives its id for the cookie. `confirmedAt`: when its
     * holder proved who they are, now unless an identity provider names another time.
     */
    async open(account: Pick<Account, 'id'>, { browser = '', confirmedAt }: Opening = {}): Promise<string> {
      const id = newSecret();
      const at = now().getTime();
      await database
        .deleteFrom('sessions')
        .where('created_at', '<', at - ABSOLUTE_MS)
        .execute();
      await database
        .insertInto('sessions')
        .values({
          id_hash: hashOf(id),
          account_id: account.id,
          created_at: at,
          seen_at: at,
          browser,
          // A clock that goes ahead of ours lends nobody time.
          confirmed_at: Math.min(at, confirmedAt?.getTime() ?? at),
        })
        .execute();
      return id;
    },

    /** A session that is still good. */
    async find(id: string): Promise<Session | undefined> {
      const at = now().getTime();
      const key = hashOf(id);
      const row = await good()
        .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
        .selectAll('accounts')
        .select(['seen_at', 'confirmed_at'])
        .where('id_hash', '=', key)
        .where('disabled_at', 'is', null)
        .executeTakeFirst();
      if (!row) return undefined;
      if (row.seen_at < at - SEEN_EVERY_MS)
        await database.updateTable('sessions').set({ seen_at: at }).where('id_hash', '=', key).execute();
      return { key, account: accountOf(row), confirmedAt: new Date(row.confirmed_at) };
    },

    /** Its holder has just proved who they are. */
    async confirm(key: string): Promise<void> {
      await database
        .updateTable('sessions')
        .set({ confirmed_at: now().getTime() })
        .where('id_hash', '=', key)
        .execute();
    },

    /** Those of one account, or of all; last used first. */
    async list(accountId?: number): Promise<OpenSession[]> {
      const all = good().selectAll('sessions').orderBy('seen_at', 'desc');
      const rows = await (accountId === undefined ? all : all.where('account_id', '=', accountId)).execute();
      return rows.map((row) => ({
        key: row.id_hash,
        accountId: row.account_id,
        startedAt: new Date(row.created_at),
        seenAt: new Date(row.seen_at),
        browser: row.browser,
      }));
    },

    async close(id: string): Promise<void> {
      await database.deleteFrom('sessions').where('id_hash', '=', hashOf(id)).execute();
    },

    /** Ends one session of an account; nothing happens when it is somebody else's. */
    async end(accountId: number, key: string): Promise<void> {
      await database
        .deleteFrom('sessions')
        .where('account_id', '=', accountId)
        .where('id_hash', '=', key)
        .execute();
    },

    /** Ends all sessions of an account, but for one. */
    async endAll(accountId: number, except = ''): Promise<void> {
      await database
        .deleteFrom('sessions')
        .where('account_id', '=', accountId)
        .where('id_hash', '<>', except)
        .execute();
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
