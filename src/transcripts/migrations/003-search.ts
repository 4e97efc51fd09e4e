import type { EngineName } from '../engine.ts';
import { rows, type Steps, sql } from '../sql.ts';
import { parseActivity } from '../steps/conversation.ts';
import { searchableWords } from '../words.ts';

/** How many activities are given their words at a time. */
const BATCH = 500;

/** The words of each activity, folded by us so that both engines find the same, and an index of them. */
export function* search(engine: EngineName): Steps<void> {
  yield sql`ALTER TABLE activities ADD COLUMN words TEXT`;
  yield* fillWords();
  yield* engine === 'sqlite' ? indexInSqlite() : indexInPostgres();
}

function* fillWords(): Steps<void> {
  let last = 0;
  for (;;) {
    const batch = yield* rows<{ id: number; activity: string }>(
      sql`SELECT id, activity FROM activities WHERE id > ${last} ORDER BY id LIMIT ${BATCH}`,
    );
    for (const { id, activity } of batch) {
      yield sql`UPDATE activities SET words = ${searchableWords(parseActivity(activity))} WHERE id = ${id}`;
      last = id;
    }
    if (batch.length < BATCH) return;
  }
}

function* indexInSqlite(): Steps<void> {
  yield sql`CREATE VIRTUAL TABLE activities_words USING fts5(
    words, content = 'activities', content_rowid = 'id', detail = 'none', prefix = '3 4', tokenize = 'unicode61 remove_diacritics 2'
  )`;
  // Without it a word that was erased would stay in the index's own pages.
  yield sql`INSERT INTO activities_words (activities_words, rank) VALUES ('secure-delete', 1)`;
  yield sql`INSERT INTO activities_words (rowid, words) SELECT id, words FROM activities WHERE words IS NOT NULL`;
  yield sql`CREATE TRIGGER activities_index AFTER INSERT ON activities WHEN new.words IS NOT NULL
    BEGIN INSERT INTO activities_words (rowid, words) VALUES (new.id, new.words); END`;
  yield sql`CREATE TRIGGER activities_forget AFTER DELETE ON activities WHEN old.words IS NOT NULL
    BEGIN INSERT INTO activities_words (activities_words, rowid, words) VALUES ('delete', old.id, old.words); END`;
}

function* indexInPostgres(): Steps<void> {
  yield sql`ALTER TABLE activities ADD COLUMN words_vector tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED`;
  yield sql`CREATE INDEX activities_words ON activities USING gin (words_vector)`;
}
