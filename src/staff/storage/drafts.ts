import { randomUUID } from 'node:crypto';
import { Draft } from '../content/draft.ts';
import type { StaffDatabase } from './database.ts';

export interface KeptDraft {
  id: string;
  author: string;
  at: Date;
  draft: Draft;
}

/** Edits that are not published yet. They wait for whoever began them, or for a colleague. */
export function createDrafts(database: StaffDatabase, now: () => Date) {
  return {
    async begin(author: string, draft: Draft): Promise<string> {
      const id = randomUUID();
      await database
        .insertInto('drafts')
        .values({ id, author, at: now().getTime(), draft: JSON.stringify(draft) })
        .execute();
      return id;
    },
    /** False when somebody else has saved it since `seen`: nothing is written over. */
    async save(id: string, draft: Draft, seen: Date): Promise<boolean> {
      const { numUpdatedRows } = await database
        .updateTable('drafts')
        // Two saves in one millisecond are two.
        .set({ at: Math.max(now().getTime(), seen.getTime() + 1), draft: JSON.stringify(draft) })
        .where('id', '=', id)
        .where('at', '=', seen.getTime())
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async find(id: string): Promise<KeptDraft | undefined> {
      const row = await database.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
      return row && { ...row, at: new Date(row.at), draft: Draft.parse(JSON.parse(row.draft)) };
    },
    async list(): Promise<KeptDraft[]> {
      const rows = await database.selectFrom('drafts').selectAll().orderBy('at', 'desc').limit(50).execute();
      return rows.map((row) => ({ ...row, at: new Date(row.at), draft: Draft.parse(JSON.parse(row.draft)) }));
    },
    async drop(id: string): Promise<void> {
      await database.deleteFrom('drafts').where('id', '=', id).execute();
    },
  };
}

export type Drafts = ReturnType<typeof createDrafts>;
