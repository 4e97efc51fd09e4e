import type { OperationContext } from '../engine.ts';
import { type Steps, sql } from '../sql.ts';

export function* tag(_context: OperationContext, conversationId: string, name: string): Steps<void> {
  yield sql`INSERT INTO tags (conversation_id, tag) VALUES (${conversationId}, ${name}) ON CONFLICT DO NOTHING`;
}

export function* untag(_context: OperationContext, conversationId: string, name: string): Steps<void> {
  yield sql`DELETE FROM tags WHERE conversation_id = ${conversationId} AND tag = ${name}`;
}

export function* note(
  { now }: OperationContext,
  conversationId: string,
  { author, text }: { author: string; text: string },
): Steps<void> {
  yield sql`
    INSERT INTO notes (conversation_id, at, author, text) VALUES (${conversationId}, ${now}, ${author}, ${text})`;
}

export function* review({ now }: OperationContext, conversationId: string, by?: string): Steps<void> {
  yield sql`
    UPDATE conversations SET reviewed_at = ${by === undefined ? null : now}, reviewed_by = ${by ?? null}
    WHERE id = ${conversationId}`;
}
