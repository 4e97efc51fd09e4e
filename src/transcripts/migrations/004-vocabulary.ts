import type { EngineName } from '../engine.ts';
import { type Steps, sql } from '../sql.ts';

/** A look into the index's own list of words; it holds nothing itself. PostgreSQL needs none. */
export function* vocabulary(engine: EngineName): Steps<void> {
  if (engine === 'sqlite') {
    yield sql`CREATE VIRTUAL TABLE activities_vocabulary USING fts5vocab('activities_words', 'row')`;
  }
}
