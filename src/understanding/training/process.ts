import { writeCached } from './cache.ts';
import { type Job, train } from './jobs.ts';

/**
 * The process in which models are trained. Not a thread: training takes several times the memory of the assistant,
 * which the system gets back for certain only when a process ends.
 */

/** One thing to train, and where to keep the result. */
export interface Order {
  id: number;
  job: Job;
  file?: string;
}

/** The model itself only where it is not kept: the file is read without copying it from process to process. */
export type Finished = { id: number; kept: true } | { id: number; model: unknown; cacheError?: string };

export type Reply = { ready: true } | Finished | { id: number; error: string };

/** Whoever ordered it may be gone by now; what was kept serves the next start. */
const send = (reply: Reply): void => void process.send?.(reply, undefined, undefined, () => {});

process.on('message', async ({ id, job, file }: Order) => {
  try {
    const model = train(job);
    if (file === undefined) return send({ id, model });
    const cacheError = await writeCached(file, model).then(() => undefined, String);
    send(cacheError === undefined ? { id, kept: true } : { id, model, cacheError });
  } catch (error) {
    send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

send({ ready: true });
