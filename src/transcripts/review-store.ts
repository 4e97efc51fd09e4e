import type { ReviewStore } from './review.ts';
import type { Call } from './steps/operations.ts';
import { handoffRows } from './steps/turn-rows.ts';

/** How many old conversations go in one transaction: few enough for turns to get in between. */
const EXPIRED_AT_ONCE = 20;

/** Staff's path over any engine; `erasing` does what an engine owes around an erasure. */
export function createReviewStore(
  call: Call,
  erasing: (erase: () => Promise<number>) => Promise<number>,
): ReviewStore {
  return {
    list: (filter, page) => call('list', filter, page),
    search: (query, filter, page) => call('search', query, filter, page),
    conversation: (conversationId) => call('conversation', conversationId),
    transcript: (conversationId, options) => call('transcript', conversationId, options),
    unanswered: (filter, page) => call('unanswered', filter, page),
    statistics: (period, timeZone) => call('statistics', period, timeZone),
    tag: (conversationId, tag) => call('tag', conversationId, tag),
    untag: (conversationId, tag) => call('untag', conversationId, tag),
    note: (conversationId, note) => call('note', conversationId, note),
    review: (conversationId, by) => call('review', conversationId, by),
    requestHandoff: (conversationId, request) => call('requestHandoff', conversationId, handoffRows(request)),
    listHandoffs: (state, page) => call('listHandoffs', state, page),
    takeHandoff: (id, by) => call('takeHandoff', id, by),
    closeHandoff: (id) => call('closeHandoff', id),
    audit: (entry) => call('audit', entry),
    readAudit: (filter, page) => call('readAudit', filter, page),
    erase: (target) => erasing(() => call('erase', target)),
    expire: (olderThan) => erasing(() => eraseAll(call, olderThan)),
  };
}

async function eraseAll(call: Call, olderThan: Date): Promise<number> {
  let erased = 0;
  for (;;) {
    const some = await call('eraseOldest', olderThan.getTime(), EXPIRED_AT_ONCE);
    erased += some;
    if (some < EXPIRED_AT_ONCE) return erased;
  }
}
