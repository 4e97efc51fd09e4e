import { parentPort } from 'node:worker_threads';
import { codedError } from './errors.ts';

/** What a worker is started with. */
export interface WorkerSettings {
  file: string;
  leaseMs: number;
  /** Another process may have claimed the file. */
  beside: boolean;
  /** How long to wait for a process that still has it, in milliseconds. */
  patienceMs?: number;
}

/** An operation by its name, or what a worker does outside of any transaction. */
export type Task = { name: string; rest: unknown[] } | { chore: 'scrub' | 'close' };

export type Request = Task & {
  id: number;
  /** Milliseconds since 1970. */
  now: number;
};

export type Reply =
  | { id: number; value: unknown }
  | { id: number; error: { code: string; message: string; remedy: string } };

/** The id of the first reply, which says how opening went. */
export const OPENED = 0;

/** Errors lose their class on the way between threads, so their parts travel. */
export function failed(id: number, cause: unknown, file: string): Reply {
  const { code, message, remedy } = codedError(cause, file);
  return { id, error: { code, message, remedy } };
}

/** Requests travel as many at a time as there are, and so do replies. */
export const send = (replies: Reply[]): void => parentPort?.postMessage(replies);

/** Does the work at once and sends how it went. */
export function answer(id: number, file: string, work: () => unknown): void {
  try {
    send([{ id, value: work() }]);
  } catch (error) {
    send([failed(id, error, file)]);
  }
}
