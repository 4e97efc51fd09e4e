import type Database from 'better-sqlite3';

type Settled = { value: unknown } | { error: unknown };

/**
 * Runs pieces of work in one transaction, hence with one sync of the disk, each within its own savepoint:
 * one that fails is undone alone. When the transaction itself fails, each is tried again by itself, so that
 * a turn too large for the disk's last pages does not sink the others.
 */
export function commitTogether(database: Database.Database, works: (() => unknown)[]): Settled[] {
  try {
    return inTransaction(database, works);
  } catch (error) {
    if (works.length === 1) return [{ error }];
    return works.flatMap((work) => commitTogether(database, [work]));
  }
}

function inTransaction(database: Database.Database, works: (() => unknown)[]): Settled[] {
  database.exec('BEGIN IMMEDIATE');
  try {
    const settled = works.map((work) => inSavepoint(database, work));
    database.exec('COMMIT');
    return settled;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function inSavepoint(database: Database.Database, work: () => unknown): Settled {
  database.exec('SAVEPOINT turn');
  try {
    const value = work();
    database.exec('RELEASE turn');
    return { value };
  } catch (error) {
    // A full disk or a bad page ends the whole transaction, not the savepoint alone.
    if (!database.inTransaction) throw error;
    database.exec('ROLLBACK TO turn; RELEASE turn');
    return { error };
  }
}
