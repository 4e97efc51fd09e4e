import { type EngineName, identity } from '../engine.ts';
import { raw, type Steps, sql } from '../sql.ts';

/** What a turn keeps. All that hangs on a conversation goes with it (`ON DELETE CASCADE`). */
export function* turns(engine: EngineName): Steps<void> {
  const id = raw(identity(engine));
  const owner = raw('conversation_id TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE');
  yield sql`CREATE TABLE conversations (
    id TEXT PRIMARY KEY NOT NULL,
    channel TEXT NOT NULL,
    user_id TEXT NOT NULL,
    locale TEXT,
    started_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    turns INTEGER NOT NULL,
    unanswered INTEGER NOT NULL,
    rating INTEGER
  )`;
  yield sql`CREATE INDEX conversations_by_last ON conversations (last_at, id)`;
  yield sql`CREATE INDEX conversations_by_user ON conversations (user_id)`;
  // Apart from the conversation, so that lists do not read over every dialog state.
  yield sql`CREATE TABLE states (
    ${owner} PRIMARY KEY,
    etag TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    reference TEXT,
    state TEXT
  )`;
  yield sql`CREATE TABLE received (
    ${owner},
    dedupe_id TEXT NOT NULL,
    PRIMARY KEY (conversation_id, dedupe_id)
  )`;
  yield sql`CREATE TABLE activities (
    id ${id},
    ${owner},
    seq INTEGER NOT NULL,
    direction TEXT NOT NULL,
    at BIGINT NOT NULL,
    activity TEXT NOT NULL,
    UNIQUE (conversation_id, seq)
  )`;
  yield sql`CREATE TABLE turns (
    id ${id},
    ${owner},
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    at BIGINT NOT NULL,
    locale TEXT,
    topic TEXT,
    zone TEXT,
    confidence DOUBLE PRECISION,
    unanswered INTEGER NOT NULL,
    reference TEXT,
    evidence TEXT
  )`;
  yield sql`CREATE INDEX turns_of_conversation ON turns (conversation_id)`;
  yield sql`CREATE INDEX turns_by_time ON turns (at)`;
  yield sql`CREATE INDEX turns_by_topic ON turns (topic, conversation_id) WHERE topic IS NOT NULL`;
  yield sql`CREATE INDEX turns_by_reference ON turns (reference) WHERE reference IS NOT NULL`;
  yield sql`CREATE INDEX turns_unanswered ON turns (at) WHERE unanswered = 1`;
  yield sql`CREATE TABLE events (
    id ${id},
    ${owner},
    turn_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL
  )`;
  yield sql`CREATE INDEX events_of_conversation ON events (conversation_id, event)`;
  yield sql`CREATE INDEX events_by_name ON events (event, at, conversation_id)`;
  // due_at: when anybody may deliver it; a lease is a due_at in the future.
  yield sql`CREATE TABLE outbox (
    id ${id},
    ${owner},
    seq INTEGER NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    error TEXT
  )`;
  yield sql`CREATE INDEX outbox_by_due ON outbox (due_at)`;
  yield sql`CREATE INDEX outbox_of_conversation ON outbox (conversation_id)`;
}
