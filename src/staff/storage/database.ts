import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import type { Connection } from './connection.ts';
import type { Tables } from './tables.ts';

export type StaffDatabase = Kysely<Tables>;

/** The query builder over a connection, which it is not to close. */
export const databaseOver = (connection: Connection): StaffDatabase =>
  new Kysely({
    dialect: connection.engine === 'sqlite' ? new SqliteDialect(connection) : new PostgresDialect(connection),
  });
