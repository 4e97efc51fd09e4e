import type { TurnCall } from './steps/operations.ts';
import { turnRows } from './steps/turn-rows.ts';
import type { TurnCommit, TurnStore } from './store.ts';
import type { StoredActivity } from './turn.ts';

/** Of how many conversations outbox items are leased at a time when the caller does not say. */
const OUTBOX_PAGE = 50;

/** The turn path over any engine; what differs between engines is handed in. */
export function createTurnStore(
  call: TurnCall,
  engine: Pick<TurnStore, 'exclusive' | 'onCommit'> & {
    committed(conversationId: string, lastSeq: number, news: StoredActivity[]): void;
  },
): TurnStore {
  return {
    exclusive: engine.exclusive,
    onCommit: engine.onCommit,
    load: (conversationId) => call('load', conversationId),
    read: (conversationId, options) => call('read', conversationId, options),
    pending: (conversations = OUTBOX_PAGE) => call('pending', conversations),
    isNext: (id) => call('isNext', id),
    markSent: (id) => call('markSent', id),
    markFailed: (id, error, retryAt) => call('markFailed', id, error, retryAt.getTime()),
    putBack: (ids, dueAt) => call('putBack', ids, dueAt.getTime()),
    async commitTurn(turn) {
      const result = await call('commitTurn', turnRows(turn));
      if (result.status === 'committed')
        engine.committed(turn.conversationId, result.lastSeq, newsOf(turn, result.lastSeq));
      return result;
    },
  };
}

/** What a turn added to the log, as a reading of it would give it. */
const newsOf = ({ activities }: TurnCommit, lastSeq: number): StoredActivity[] =>
  activities.map((added, index) => ({ seq: lastSeq - activities.length + 1 + index, ...added }));
