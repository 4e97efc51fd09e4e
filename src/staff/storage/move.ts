import { sql, type Transaction } from 'kysely';
import { CodedError } from '../../errors.ts';
import type { StaffDatabase } from './database.ts';
import { openStaffStorage } from './open.ts';
import type { Tables } from './tables.ts';

interface Move {
  dataDir: string;
  /** `postgres://…` */
  databaseUrl: string;
}

/** Rows of each table, the same in both. Sessions stay behind: everybody signs in anew. */
export interface MovedStaff {
  accounts: number;
  invitations: number;
  content_versions: number;
  drafts: number;
  set_aside: number;
}

/**
 * Copies accounts, published answers and drafts from SQLite to PostgreSQL, in one transaction, and compares every row.
 * What an earlier try has copied is copied anew.
 * @throws {CodedError} `STORE_NOT_EMPTY` when somebody has signed in there, `MOVE_DIFFERS`, or as opening does.
 */
export async function moveStaffToPostgres({ dataDir, databaseUrl }: Move): Promise<MovedStaff> {
  const [from, to] = await Promise.all([
    openStaffStorage({ dataDir }),
    openStaffStorage({ dataDir, databaseUrl }),
  ]);
  try {
    const [source, target] = await Promise.all([from.database(), to.database()]);
    return await target.transaction().execute((transaction) => copyAll(source, transaction));
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}

async function copyAll(source: StaffDatabase, target: Transaction<Tables>): Promise<MovedStaff> {
  /** Copies a table row by row: there are few. */
  async function copy<Row extends object>(
    read: (database: StaffDatabase | Transaction<Tables>) => Promise<Row[]>,
    insert: (row: Row) => Promise<unknown>,
  ): Promise<number> {
    const rows = await read(source);
    for (const row of rows) await insert(row);
    if (written(await read(target)) !== written(rows)) throw differs();
    return rows.length;
  }

  if ((await target.selectFrom('sessions').select('id_hash').limit(1).execute()).length > 0) throw inUse();
  for (const table of ['set_aside', 'drafts', 'content_versions', 'invitations', 'accounts'] as const)
    await target.deleteFrom(table).execute();
  const accounts = await copy(
    (database) => database.selectFrom('accounts').selectAll().execute(),
    (row) => target.insertInto('accounts').values(row).execute(),
  );
  await sql`SELECT setval(pg_get_serial_sequence('accounts', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM accounts), false)`.execute(
    target,
  );
  return {
    accounts,
    invitations: await copy(
      (database) => database.selectFrom('invitations').selectAll().execute(),
      (row) => target.insertInto('invitations').values(row).execute(),
    ),
    content_versions: await copy(
      (database) => database.selectFrom('content_versions').selectAll().execute(),
      (row) => target.insertInto('content_versions').values(row).execute(),
    ),
    drafts: await copy(
      (database) => database.selectFrom('drafts').selectAll().execute(),
      (row) => target.insertInto('drafts').values(row).execute(),
    ),
    set_aside: await copy(
      (database) => database.selectFrom('set_aside').selectAll().execute(),
      (row) => target.insertInto('set_aside').values(row).execute(),
    ),
  };
}

/** Rows as one text, in an order that both engines share. */
const written = (rows: object[]): string =>
  rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join('\n');

const inUse = (): CodedError =>
  new CodedError(
    'STORE_NOT_EMPTY',
    'Somebody of the staff has already signed in to the PostgreSQL database.',
    'Name an empty database: two stores are not mixed.',
  );

const differs = (): CodedError =>
  new CodedError(
    'MOVE_DIFFERS',
    'Accounts or contents read back otherwise than they were written; nothing was kept.',
    'Stop the bot and the staff commands, then try again.',
  );
