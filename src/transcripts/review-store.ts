import type { ReviewStore } from './review.ts';
import type { ReviewCall, TurnCall } from './steps/operations.ts';
import { handoffRows } from './steps/turn-rows.ts';

/** How many old conversations go in one transaction: few enough for turns to get in between. */
const EXPIRED_AT_ONCE = 20;

/** Staff's path over any engine; `erasing` does what an engine owes around an erasure. */
export function createReviewStore(
  read: ReviewCall,
  write: TurnCall,
  erasing: (erase: () => Promise<number>) => Promise<number>,
): ReviewStore {
  return {
    list: (filter, page) => read('list', filter, page),
    search: (query, filter, page) => read('search', query, filter, page),
    conversation: (conversationId) => read('conversation', conversationId),
    transcript: (conversationId, options) => read('transcript', conversationId, options),
    unanswered: (filter, page) => read('unanswered', filter, page),
    statistics: (period, timeZone) => read('statistics', period, timeZone),
    tag: (conversationId, tag) => write('tag', conversationId, tag),
    untag: (conversationId, tag) => write('untag', conversationId, tag),
    note: (conversationId, note) => write('note', conversationId, note),
    review: (conversationId, by) => write('review', conversationId, by),
    requestHandoff: (conversationId, request) =>
      write('requestHandoff', conversationId, handoffRows(request)),
    listHandoffs: (state, page) => read('listHandoffs', state, page),
    takeHandoff: (id, by, from) => write('takeHandoff', id, by, from),
    closeHandoff: (id) => write('closeHandoff', id),
    audit: (entry) => write('audit', entry),
    readAudit: (filter, page) => read('readAudit', filter, page),
    erase: (target, by) => erasing(() => write('erase', target, by)),
    expire: (olderThan) => erasing(() => eraseAll(write, olderThan)),
  };
}

async function eraseAll(write: TurnCall, olderThan: Date): Promise<number> {
  let erased = 0;
  for (;;) {
    const some = await write('eraseOldest', olderThan.getTime(), EXPIRED_AT_ONCE);
    erased += some;
    if (some < EXPIRED_AT_ONCE) return erased;
  }
}
