import type { HandoffContact } from '../review.ts';
import { join, rows, type Steps, sql } from '../sql.ts';

/** The names and contacts that the bot collected in each conversation: what no rule could find in a text. */
export function* contactsOf(ids: string[]): Steps<Map<string, HandoffContact[]>> {
  if (ids.length === 0) return new Map();
  const found = yield* rows<{ conversation_id: string; contact: string }>(sql`
    SELECT conversation_id, contact FROM handoffs
    WHERE contact IS NOT NULL AND conversation_id IN (${join(ids.map((id) => sql`${id}`))})`);
  const contacts = new Map<string, HandoffContact[]>();
  for (const { conversation_id, contact } of found) {
    contacts.set(conversation_id, [...(contacts.get(conversation_id) ?? []), JSON.parse(contact)]);
  }
  return contacts;
}
