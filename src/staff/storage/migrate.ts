import { Migrator } from 'kysely/migration';
import { type Connection, SCHEMA } from './connection.ts';
import { databaseOver } from './database.ts';
import { migrations } from './migrations.ts';

/** Takes the steps that are not taken yet. @throws when one fails, or when a newer program has taken others. */
export async function migrate(connection: Connection): Promise<void> {
  const { engine } = connection;
  const migrator = new Migrator({
    db: databaseOver(connection),
    provider: { getMigrations: async () => migrations(engine) },
    ...(engine === 'postgres' && { migrationTableSchema: SCHEMA }),
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // Two programs that start together on a new file both try, and SQLite lets one of them run into the other's tables.
  const again = engine === 'sqlite' ? await migrator.migrateToLatest() : { error };
  if (again.error !== undefined) throw again.error;
}
