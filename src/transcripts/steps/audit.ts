import type { OperationContext } from '../engine.ts';
import type { AuditEntry } from '../review.ts';
import { type Steps, sql } from '../sql.ts';

export function* audit({ now }: OperationContext, entry: AuditEntry): Steps<void> {
  yield sql`
    INSERT INTO audit (at, actor, action, subject, detail)
    VALUES (${now}, ${entry.actor}, ${entry.action}, ${entry.subject ?? null},
      ${JSON.stringify(entry.detail) ?? null})`;
}
