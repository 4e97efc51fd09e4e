import type { Activity } from 'botbuilder-core';
import type { ConversationStore } from '../transcripts/store.ts';

/** How much of a talk goes along with a handoff: more is not read by anyone, and channels cap what they carry. */
const LAST = 200;

/** The messages of a conversation as Bot Framework activities, oldest first. */
export async function readActivities(
  store: Pick<ConversationStore, 'read'>,
  conversationId: string,
): Promise<Activity[]> {
  const rows = await store.read(conversationId);
  // What stands in the log was an activity when it was written; dates come back as JSON has them.
  return rows
    .filter(({ activity }) => activity.type === 'message')
    .slice(-LAST)
    .map(({ activity }) => activity as unknown as Activity);
}
