import { CodedError } from '../../errors.ts';
import { type Connection, connect, type Where } from './connection.ts';
import type { StaffDatabase } from './database.ts';
import { migrations } from './migrations.ts';

/** What the staff pages keep of their own: accounts, sessions, content versions. */
export interface StaffStorage {
  /** The rows of a statement without parameters; a start needs no more, and goes without the query builder. */
  select: Connection['select'];
  /** Loads the query builder, some 250 modules, when it is first asked for. */
  database(): Promise<StaffDatabase>;
  close(): Promise<void>;
}

/**
 * Opens the storage and brings its tables up to date.
 * @throws {CodedError} `STAFF_STORE` when it cannot be opened or belongs to a newer program.
 */
export async function openStaffStorage(where: Where): Promise<StaffStorage> {
  let connection: Connection | undefined;
  try {
    connection = await connect(where);
    if (!(await isCurrent(connection))) await (await import('./migrate.ts')).migrate(connection);
    return storageOver(connection);
  } catch (cause) {
    await connection?.close();
    throw new CodedError(
      'STAFF_STORE',
      `The staff's accounts and contents cannot be opened (${(cause as Error).message}).`,
      'See that the database or DATA_DIR may be written to, and that no newer program has used it.',
      { cause },
    );
  }
}

function storageOver(connection: Connection): StaffStorage {
  let database: Promise<StaffDatabase> | undefined;
  return {
    select: connection.select,
    database() {
      database ??= import('./database.ts').then(({ databaseOver }) => databaseOver(connection));
      return database;
    },
    close: connection.close,
  };
}

/** Whether exactly our steps have been taken. Where that cannot be told, the migrator finds out and says what is wrong. */
async function isCurrent({ select, engine }: Connection): Promise<boolean> {
  const taken = await select<{ name: string }>('SELECT name FROM kysely_migration ORDER BY name').catch(
    () => [],
  );
  return taken.map(({ name }) => name).join() === Object.keys(migrations(engine)).join();
}
