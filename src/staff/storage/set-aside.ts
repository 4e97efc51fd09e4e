import type { StaffDatabase } from './open.ts';

interface Place {
  conversationId: string;
  seq: number;
}

/** Questions that need no answer: a greeting in another language, a test, nonsense. */
export const createSetAside = (database: StaffDatabase, now: () => Date) => ({
  async add(places: Place[], by: string): Promise<void> {
    for (const { conversationId, seq } of places)
      await database
        .insertInto('set_aside')
        .values({ conversation_id: conversationId, seq, by, at: now().getTime() })
        .onConflict((conflict) => conflict.columns(['conversation_id', 'seq']).doNothing())
        .execute();
  },
  /** Those of some conversations, as `conversation seq`. */
  async among(conversationIds: string[]): Promise<Set<string>> {
    if (conversationIds.length === 0) return new Set();
    const rows = await database
      .selectFrom('set_aside')
      .select(['conversation_id', 'seq'])
      .where('conversation_id', 'in', conversationIds)
      .execute();
    return new Set(rows.map(({ conversation_id, seq }) => `${conversation_id} ${seq}`));
  },
});

export type SetAside = ReturnType<typeof createSetAside>;
