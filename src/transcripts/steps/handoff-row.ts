import type { Handoff, HandoffState } from '../review.ts';
import { raw } from '../sql.ts';

export interface HandoffRow {
  id: number;
  conversation_id: string;
  state: HandoffState;
  summary: string | null;
  contact: string | null;
  requested_at: number;
  taken_at: number | null;
  taken_by: string | null;
  closed_at: number | null;
}

export const HANDOFF_COLUMNS = raw(
  `id, conversation_id, state, summary, contact, requested_at, taken_at, taken_by, closed_at`,
);

export const handoff = (row: HandoffRow): Handoff => ({
  id: String(row.id),
  conversationId: row.conversation_id,
  state: row.state,
  summary: row.summary === null ? undefined : JSON.parse(row.summary),
  ...(row.contact !== null && { contact: JSON.parse(row.contact) }),
  requestedAt: new Date(row.requested_at),
  takenAt: row.taken_at === null ? undefined : new Date(row.taken_at),
  takenBy: row.taken_by ?? undefined,
  closedAt: row.closed_at === null ? undefined : new Date(row.closed_at),
});
