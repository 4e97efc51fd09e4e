import { first, raw, rows, type Steps, sql } from '../sql.ts';
import { TABLES } from '../tables.ts';

export interface Verified {
  /** Rows of each table. */
  rows: Record<string, number>;
  /** What contradicts itself; empty when all is well. */
  findings: string[];
}

/** How many conversations of a kind of finding are named. */
const NAMED = 20;

/** Contradictions that no turn can have left: they come from elsewhere, and a backup is the remedy. */
const CONTRADICTIONS = [
  {
    finding: 'its activities are not numbered from 1 without gaps',
    where: raw(`EXISTS (
      SELECT 1 FROM states WHERE conversation_id = c.id AND (
        last_seq <> (SELECT count(*) FROM activities WHERE conversation_id = c.id) OR
        last_seq <> (SELECT coalesce(max(seq), 0) FROM activities WHERE conversation_id = c.id)))`),
  },
  {
    finding: 'it has no state',
    where: raw('NOT EXISTS (SELECT 1 FROM states WHERE conversation_id = c.id)'),
  },
  {
    finding: 'it counts other turns than it has',
    where: raw('c.turns <> (SELECT count(*) FROM turns WHERE conversation_id = c.id)'),
  },
  {
    finding: 'its outbox names an activity that is not there',
    where: raw(`EXISTS (
      SELECT 1 FROM outbox WHERE conversation_id = c.id AND NOT EXISTS (
        SELECT 1 FROM activities WHERE conversation_id = c.id AND seq = outbox.seq))`),
  },
];

/** Counts all rows and looks for what contradicts itself. */
export function* verify(): Steps<Verified> {
  const counted: Record<string, number> = {};
  for (const { name } of TABLES) {
    const row = yield* first<{ number: number }>(sql`SELECT count(*) AS number FROM ${raw(name)}`);
    counted[name] = row?.number ?? 0;
  }
  const findings: string[] = [];
  for (const { finding, where } of CONTRADICTIONS) {
    const found = yield* rows<{ id: string }>(
      sql`SELECT c.id FROM conversations AS c WHERE ${where} ORDER BY c.id LIMIT ${NAMED}`,
    );
    findings.push(...found.map(({ id }) => `conversation ${id}: ${finding}`));
  }
  return { rows: counted, findings };
}
