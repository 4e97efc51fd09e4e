import type { OperationContext } from '../engine.ts';
import { raw, rows, type Steps } from '../sql.ts';
import { audit, readAudit } from './audit.ts';
import { commitTurn } from './commit-turn.ts';
import { load, read } from './conversation.ts';
import { conversation, transcript } from './detail.ts';
import { erase, eraseOldest } from './erase.ts';
import { closeHandoff, listHandoffs, requestHandoff, takeHandoff } from './handoffs.ts';
import { list } from './list.ts';
import { note, review, tag, untag } from './marks.ts';
import { markFailed, markSent, pending, releaseLeases } from './outbox.ts';
import { search } from './search.ts';
import { statistics } from './statistics.ts';
import { unanswered } from './unanswered.ts';

/** Answers when the engine does. */
function* ping(): Steps<void> {
  yield* rows(raw('SELECT 1 AS alive'));
}

/** What a turn asks: quick, and never behind what staff asks. */
const turnReads = { load, read, ping };

/** What staff asks: it may take long, and must delay no turn. */
const reviewReads = {
  list,
  search,
  conversation,
  transcript,
  unanswered,
  statistics,
  listHandoffs,
  readAudit,
};

const turnWrites = { commitTurn, pending, markSent, markFailed, releaseLeases };

const reviewWrites = {
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

/** All that an engine can do for a store, by name: SQLite's workers are called by it. */
export const operations = { ...turnReads, ...reviewReads, ...turnWrites, ...reviewWrites };

export type OperationName = keyof typeof operations;

type Arguments<F> = F extends (context: OperationContext, ...rest: infer R) => unknown ? R : never;
type Outcome<F> = F extends (...rest: never[]) => Steps<infer T> ? T : never;

/** Runs an operation on an engine. */
export type Call = <N extends OperationName>(
  name: N,
  ...rest: Arguments<(typeof operations)[N]>
) => Promise<Outcome<(typeof operations)[N]>>;

/** Writes run in a transaction of their own, or in a savepoint of one that many share. */
export const isWrite = (name: OperationName): boolean =>
  Object.hasOwn(turnWrites, name) || Object.hasOwn(reviewWrites, name);

export const isReviewRead = (name: OperationName): boolean => Object.hasOwn(reviewReads, name);

/** The steps of an operation whose name and arguments came over a worker's port. */
export function stepsOf(name: OperationName, context: OperationContext, rest: unknown[]): Steps<unknown> {
  const operation = operations[name] as (context: OperationContext, ...rest: unknown[]) => Steps<unknown>;
  return operation(context, ...rest);
}
