import type { StaffDatabase } from './database.ts';

interface Place {
  conversationId: string;
  seq: number;
}

/** Questions that need no answer: a greeting in another language, a test, nonsense. */
export const createSetAside = (database: StaffDatabase, now: () => Date) => ({
  /** Gives the moment by which they can be taken back. */
  async add(places: Place[], by: string): Promise<Date> {
    const at = now();
    for (const { conversationId, seq } of places)
      await database
        .insertInto('set_aside')
        .values({ conversation_id: conversationId, seq, by, at: at.getTime() })
        .onConflict((conflict) => conflict.columns(['conversation_id', 'seq']).doNothing())
        .execute();
    return at;
  },
  /** Takes back what somebody set aside at one moment. */
  async takeBack(by: string, at: Date): Promise<void> {
    await database.deleteFrom('set_aside').where('by', '=', by).where('at', '=', at.getTime()).execute();
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
