import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { writeCached } from './cache.ts';
import { type Job, train } from './jobs.ts';

/** One thing to train, and where to keep the result. */
export interface Order {
  id: number;
  job: Job;
  file?: string;
}

export type Reply = { id: number; model: unknown; cacheError?: string } | { id: number; error: string };

/** What a training thread is started with. */
export interface TrainingThread {
  /** Visitors are being served meanwhile. */
  inBackground: boolean;
}

// On Linux this is the priority of the calling thread alone: visitors' messages come before training, which yet must
// end on a machine that never rests.
const { inBackground } = workerData as TrainingThread;
if (inBackground && process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

parentPort?.on('message', async ({ id, job, file }: Order) => {
  try {
    const model = train(job);
    const cacheError =
      file === undefined ? undefined : await writeCached(file, model).then(() => undefined, String);
    // Moving the arrays instead of copying them keeps the receiving event loop free.
    parentPort?.postMessage({ id, model, cacheError } satisfies Reply, buffersOf(model));
  } catch (error) {
    parentPort?.postMessage({
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    } satisfies Reply);
  }
});

function buffersOf(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(buffersOf))];
}
