import type { OperationContext } from '../engine.ts';
import { raw, rows, type Steps } from '../sql.ts';
import { commitTurn } from './commit-turn.ts';
import { load, read } from './conversation.ts';
import { markFailed, markSent, pending, releaseLeases } from './outbox.ts';

/** Answers when the engine does. */
function* ping(): Steps<void> {
  yield* rows(raw('SELECT 1 AS alive'));
}

/** What a turn asks; on SQLite it is answered at once by the connection that writes. */
const turnReads = { load, read, ping };

/** Each runs in a transaction of its own, or in a savepoint of one that many share. */
const writes = { commitTurn, pending, markSent, markFailed, releaseLeases };

/** All that an engine can do for a store, by name: SQLite's worker is called by it. */
export const operations = { ...turnReads, ...writes };

export type OperationName = keyof typeof operations;

type Parameters_<F> = F extends (context: OperationContext, ...rest: infer R) => unknown ? R : never;
type Outcome<F> = F extends (...rest: never[]) => Steps<infer T> ? T : never;

export type OperationArguments<N extends OperationName> = Parameters_<(typeof operations)[N]>;
export type OperationResult<N extends OperationName> = Outcome<(typeof operations)[N]>;

/** Runs an operation on an engine. */
export type Call = <N extends OperationName>(
  name: N,
  ...rest: OperationArguments<N>
) => Promise<OperationResult<N>>;

export const isWrite = (name: OperationName): boolean => Object.hasOwn(writes, name);

/** The steps of an operation whose name and arguments came over a worker's port. */
export function stepsOf(name: OperationName, context: OperationContext, rest: unknown[]): Steps<unknown> {
  const operation = operations[name] as (context: OperationContext, ...rest: unknown[]) => Steps<unknown>;
  return operation(context, ...rest);
}
