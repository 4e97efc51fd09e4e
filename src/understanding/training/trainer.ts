import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { CodedError } from '../../errors.ts';
import { cacheFile, fingerprintTrainer, readCached } from './cache.ts';
import { type Job, nameOf, type Trained } from './jobs.ts';
import type { Order, Reply, TrainingThread } from './worker.ts';

/** The main thread sleeps most of the time, so that two trainings at once do not slow it even on two processors. */
const THREADS = Math.min(2, availableParallelism());

export interface Trainer {
  /** The models of the jobs, in their order: from the cache where it has them, else trained in a worker thread. */
  train<const J extends readonly Job[]>(
    jobs: J,
    thread: TrainingThread,
  ): Promise<{ -readonly [K in keyof J]: Trained<J[K]> }>;
  /** Ends a training that is under way; its promise is rejected. */
  close(): Promise<void>;
}

export function createTrainer({ cacheDir, logger }: { cacheDir?: string; logger?: Logger } = {}): Trainer {
  const running = new Set<Worker>();

  async function filesOf(jobs: readonly Job[]): Promise<(string | undefined)[]> {
    if (cacheDir === undefined) return jobs.map(() => undefined);
    const fingerprint = await fingerprintTrainer();
    return jobs.map((job) => cacheFile(cacheDir, job, fingerprint));
  }

  /** One worker thread, taking orders until there are none left. */
  async function work(
    orders: Order[],
    models: Map<number, unknown>,
    workerData: TrainingThread,
  ): Promise<void> {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      execArgv: ['--no-warnings'],
      workerData,
    });
    running.add(worker);
    try {
      await new Promise<void>((resolve, reject) => {
        const next = (): void => {
          const order = orders.shift();
          if (order) worker.postMessage(order);
          else resolve();
        };
        worker.on('error', reject);
        worker.on('exit', () => reject(trainingFailed('the training thread ended early')));
        worker.on('message', (reply: Reply) => {
          if ('error' in reply) return reject(trainingFailed(reply.error));
          if (reply.cacheError)
            logger?.warn({ cause: reply.cacheError }, 'trained model could not be cached');
          models.set(reply.id, reply.model);
          next();
        });
        next();
      });
    } finally {
      running.delete(worker);
      await worker.terminate();
    }
  }

  async function trainInWorkers(orders: Order[], thread: TrainingThread): Promise<Map<number, unknown>> {
    const models = new Map<number, unknown>();
    if (orders.length === 0) return models;
    const started = performance.now();
    const waiting = [...orders];
    const threads = Math.min(THREADS, orders.length);
    await Promise.all(Array.from({ length: threads }, () => work(waiting, models, thread)));
    const names = orders.map(({ job }) => nameOf(job));
    logger?.info(
      { models: names, milliseconds: Math.round(performance.now() - started) },
      'understanding trained',
    );
    return models;
  }

  return {
    async train(jobs, thread) {
      const files = await filesOf(jobs);
      const cached: unknown[] = [];
      for (const file of files) {
        cached.push(file === undefined ? undefined : await readCached(file));
        // One model at a time, and the event loop's turn between two.
        await setImmediate();
      }
      const orders = jobs
        .map((job, id) => ({ id, job, file: files[id] }))
        .filter(({ id }) => cached[id] === undefined);
      const trained = await trainInWorkers(orders, thread);
      return jobs.map((_, id) => cached[id] ?? trained.get(id)) as never;
    },
    async close() {
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}

const trainingFailed = (cause: string): CodedError =>
  new CodedError(
    'understanding/training-failed',
    `Training on the phrases failed: ${cause}`,
    'Run `npm run check` to find what is wrong with them.',
  );
