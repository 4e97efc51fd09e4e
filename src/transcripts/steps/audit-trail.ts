import type { OperationContext } from '../engine.ts';
import type { AuditFilter, Page, PageRequest, StoredAuditEntry } from '../review.ts';
import { join, rows, type Steps, sql } from '../sql.ts';
import { decodeCursor, limitOf, NumberKey, pageOf } from './paging.ts';

interface AuditRow {
  id: number;
  at: number;
  actor: string;
  action: string;
  subject: string | null;
  detail: string | null;
}

export function* readAudit(
  _context: OperationContext,
  { from, to, actor, action, subject }: AuditFilter,
  page: PageRequest = {},
): Steps<Page<StoredAuditEntry>> {
  const limit = limitOf(page);
  const [before] = decodeCursor(page.cursor, NumberKey) ?? [Number.MAX_SAFE_INTEGER];
  const conditions = [sql`id < ${before}`];
  if (from !== undefined) conditions.push(sql`at >= ${from.getTime()}`);
  if (to !== undefined) conditions.push(sql`at < ${to.getTime()}`);
  if (actor !== undefined) conditions.push(sql`actor = ${actor}`);
  if (action !== undefined) conditions.push(sql`action = ${action}`);
  if (subject !== undefined) conditions.push(sql`subject = ${subject}`);
  const found = yield* rows<AuditRow>(sql`
    SELECT id, at, actor, action, subject, detail FROM audit
    WHERE ${join(conditions, ' AND ')} ORDER BY id DESC LIMIT ${limit + 1}`);
  return pageOf(
    found,
    limit,
    ({ id }) => [id],
    (row) => ({
      id: String(row.id),
      at: new Date(row.at),
      actor: row.actor,
      action: row.action,
      subject: row.subject ?? undefined,
      ...(row.detail !== null && { detail: JSON.parse(row.detail) }),
    }),
  );
}
