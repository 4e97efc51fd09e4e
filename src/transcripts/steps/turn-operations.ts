import { raw, rows, type Steps } from '../sql.ts';
import { audit } from './audit.ts';
import { commitTurn } from './commit-turn.ts';
import { load, read } from './conversation.ts';
import { erase, eraseOldest } from './erase.ts';
import { closeHandoff, requestHandoff, takeHandoff } from './handoffs.ts';
import { note, review, tag, untag } from './marks.ts';
import { isNext, markFailed, markSent, pending, putBack, releaseLeases } from './outbox.ts';

/** Answers when the engine does. */
function* ping(): Steps<void> {
  yield* rows(raw('SELECT 1 AS alive'));
}

/** What a turn asks: quick, and never behind what staff asks. */
const reads = { load, read, isNext, ping };

/** Each runs in a transaction of its own, or in a savepoint of one that many share. */
const writes = {
  commitTurn,
  pending,
  markSent,
  markFailed,
  putBack,
  releaseLeases,
  tag,
  untag,
  note,
  review,
  requestHandoff,
  takeHandoff,
  closeHandoff,
  audit,
  erase,
  eraseOldest,
};

/** What the connection that writes does. */
export const turnOperations = { ...reads, ...writes };

export const isWrite = (name: string): boolean => Object.hasOwn(writes, name);
