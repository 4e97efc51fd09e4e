import type { Activity } from '../../src/widget/talk.ts';
import type { Visitor } from './steadfast-visitor.ts';

/** What is wrong with conversations; all zero when every promise was kept. */
export interface Broken {
  /** Acknowledged messages that are not in the log. */
  lost: number;
  /** Messages or replies that are in the log more than once. */
  doubled: number;
  /** Conversations that are not, turn by turn, what an undisturbed one is. */
  partial: number;
  /** Committed messages that never reached the visitor. */
  undelivered: number;
  /** Messages that reached the visitor more than once. */
  repeated: number;
  /** Conversations that reached the visitor in another order than that of the log. */
  misordered: number;
}

export const unbroken = (): Broken => ({
  lost: 0,
  doubled: 0,
  partial: 0,
  undelivered: 0,
  repeated: 0,
  misordered: 0,
});

export const isBroken = (broken: Broken): boolean => Object.values(broken).some((count) => count > 0);

/**
 * Compares what a visitor was told with the log, and the log with `model`: the same conversation, finished without
 * a disturbance. Equal words prove the state as well, for the answers depend on it.
 */
export function checkTalk({ acknowledged, received }: Visitor, log: Activity[], model: Activity[]): Broken {
  const kept = log.map(({ id = '' }) => id);
  const told = [...new Set(received)];
  return {
    lost: acknowledged.filter((id) => !kept.includes(id)).length,
    doubled: kept.length - new Set(kept).size,
    partial: isWholeTurns(log, model) ? 0 : 1,
    undelivered: kept.filter((id) => !received.includes(id)).length,
    repeated: received.length - told.length,
    misordered: told.every((id, index) => id === kept[index]) ? 0 : 1,
  };
}

/** The log is a beginning of the model that ends where a turn ends. */
function isWholeTurns(log: Activity[], model: Activity[]): boolean {
  const next = model[log.length];
  const endsTurn = next === undefined || next.from?.role === 'user';
  return endsTurn && log.every((activity, index) => essence(activity) === essence(model[index]));
}

/** Who said what, with which choices; without ids and times. */
const essence = (activity: Activity | undefined): string =>
  JSON.stringify([activity?.from?.role, activity?.type, activity?.text, activity?.suggestedActions]);

export function add(total: Broken, more: Broken): void {
  for (const what of Object.keys(more) as (keyof Broken)[]) total[what] += more[what];
}
