import { type EngineName, identity } from '../engine.ts';
import { raw, type Steps, sql } from '../sql.ts';

/** What staff adds: tags, notes, the reviewed mark, requests for a person, and the audit trail. */
export function* review(engine: EngineName): Steps<void> {
  const id = raw(identity(engine));
  const owner = raw('conversation_id TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE');
  yield sql`ALTER TABLE conversations ADD COLUMN handoff TEXT`;
  yield sql`ALTER TABLE conversations ADD COLUMN reviewed_at BIGINT`;
  yield sql`ALTER TABLE conversations ADD COLUMN reviewed_by TEXT`;
  yield sql`CREATE TABLE tags (${owner}, tag TEXT NOT NULL, PRIMARY KEY (conversation_id, tag))`;
  yield sql`CREATE INDEX tags_by_name ON tags (tag, conversation_id)`;
  yield sql`CREATE TABLE notes (
    id ${id},
    ${owner},
    at BIGINT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL
  )`;
  yield sql`CREATE INDEX notes_of_conversation ON notes (conversation_id)`;
  yield sql`CREATE TABLE handoffs (
    id ${id},
    ${owner},
    state TEXT NOT NULL,
    summary TEXT,
    contact TEXT,
    requested_at BIGINT NOT NULL,
    taken_at BIGINT,
    taken_by TEXT,
    closed_at BIGINT
  )`;
  yield sql`CREATE INDEX handoffs_of_conversation ON handoffs (conversation_id)`;
  yield sql`CREATE UNIQUE INDEX handoffs_open ON handoffs (conversation_id) WHERE state <> 'done'`;
  yield sql`CREATE INDEX handoffs_by_state ON handoffs (state, id)`;
  yield sql`CREATE TABLE audit (
    id ${id},
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT,
    detail TEXT
  )`;
  yield sql`CREATE INDEX audit_by_subject ON audit (subject, id)`;
  yield* engine === 'sqlite' ? refuseInSqlite() : refuseInPostgres();
}

function* refuseInSqlite(): Steps<void> {
  for (const change of ['UPDATE', 'DELETE']) {
    yield sql`CREATE TRIGGER ${raw(`audit_refuses_${change.toLowerCase()}`)} BEFORE ${raw(change)} ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END`;
  }
}

function* refuseInPostgres(): Steps<void> {
  yield sql`CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit trail only grows'; END $$`;
  yield sql`CREATE TRIGGER audit_refuses BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()`;
}
