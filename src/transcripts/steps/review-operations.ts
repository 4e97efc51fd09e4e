import { readAudit } from './audit-trail.ts';
import { conversation, transcript } from './detail.ts';
import { listHandoffs } from './handoff-list.ts';
import { list } from './list.ts';
import { search } from './search.ts';
import { statistics } from './statistics.ts';
import { unanswered } from './unanswered.ts';

/** What staff asks: it may take long, and must delay no turn. */
export const reviewOperations = {
  list,
  search,
  conversation,
  transcript,
  unanswered,
  statistics,
  listHandoffs,
  readAudit,
};
