import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism, constants, setPriority } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { CodedError } from '../../errors.ts';
import { cacheFile, fingerprintTrainer, readCached, takeOver } from './cache.ts';
import { type Job, nameOf, type Trained } from './jobs.ts';
import type { Finished, Order, Reply } from './process.ts';

/** The main thread sleeps most of the time, so that two trainings at once do not slow it even on two processors. */
const PROCESSES = Math.min(2, availableParallelism());

/** How much of the machine a training may take. */
export interface Manner {
  /** Visitors are being served meanwhile. */
  inBackground: boolean;
}

export interface Trainer {
  /** The models of the jobs, in their order: from the cache where it has them, else trained in a process of its own. */
  train<const J extends readonly Job[]>(
    jobs: J,
    manner: Manner,
  ): Promise<{ -readonly [K in keyof J]: Trained<J[K]> }>;
  /** Ends a training that is under way; its promise is rejected. */
  close(): Promise<void>;
}

interface Options {
  /** Where models are kept, one of each name. */
  cacheDir?: string;
  /** Where others are kept, for another use: what is found there is taken over, never taken away. */
  otherCacheDir?: string;
  logger?: Logger;
}

export function createTrainer({ cacheDir, otherCacheDir, logger }: Options = {}): Trainer {
  const running = new Set<ChildProcess>();

  async function filesOf(jobs: readonly Job[]): Promise<(string | undefined)[]> {
    if (cacheDir === undefined) return jobs.map(() => undefined);
    const fingerprint = await fingerprintTrainer();
    const files: string[] = [];
    for (const job of jobs) files.push(await cacheFile(cacheDir, job, fingerprint));
    return files;
  }

  const find = async (file: string): Promise<unknown> =>
    (await readCached(file)) ??
    (otherCacheDir === undefined ? undefined : takeOver(file, path.join(otherCacheDir, path.basename(file))));

  /** One process, taking orders until there are none left. */
  async function work(orders: Order[], models: Map<number, unknown>, manner: Manner): Promise<void> {
    const child = fork(new URL('./process.ts', import.meta.url), {
      execArgv: ['--no-warnings'],
      serialization: 'advanced',
    });
    running.add(child);
    if (manner.inBackground && child.pid !== undefined) {
      // Visitors' messages come before training, which yet must end on a machine that never rests.
      setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    }
    try {
      await new Promise<void>((resolve, reject) => {
        let order: Order | undefined;
        const next = (): void => {
          order = orders.shift();
          if (order) child.send(order);
          else resolve();
        };
        const take = (reply: Finished, model: unknown): void => {
          if (model !== undefined) models.set(reply.id, model);
          // Another version of the program that shares the folder has tidied it up: once more, and not by way of it.
          else if (order) orders.push({ ...order, file: undefined });
          next();
        };
        child.on('error', reject);
        child.on('exit', () => reject(trainingFailed('the training process ended early')));
        child.on('message', (reply: Reply) => {
          if ('ready' in reply) next();
          else if ('error' in reply) reject(trainingFailed(reply.error));
          else modelOf(reply, order?.file).then((model) => take(reply, model), reject);
        });
      });
    } finally {
      running.delete(child);
      child.kill();
    }
  }

  async function modelOf(reply: Finished, file = ''): Promise<unknown> {
    if (!('model' in reply)) return readCached(file);
    if (reply.cacheError) logger?.warn({ cause: reply.cacheError }, 'trained model could not be cached');
    return reply.model;
  }

  async function trainApart(orders: Order[], manner: Manner): Promise<Map<number, unknown>> {
    const models = new Map<number, unknown>();
    if (orders.length === 0) return models;
    const started = performance.now();
    const waiting = [...orders];
    const start = async (processes: number): Promise<void> => {
      // To start a process holds this thread up for some milliseconds: each has a turn of the event loop for itself.
      await setImmediate();
      await Promise.all([work(waiting, models, manner), processes > 1 && start(processes - 1)]);
    };
    await start(Math.min(PROCESSES, orders.length));
    const names = orders.map(({ job }) => nameOf(job));
    logger?.info(
      { models: names, milliseconds: Math.round(performance.now() - started) },
      'understanding trained',
    );
    return models;
  }

  return {
    async train(jobs, manner) {
      const files = await filesOf(jobs);
      const cached: unknown[] = [];
      for (const file of files) cached.push(file === undefined ? undefined : await find(file));
      const orders = jobs
        .map((job, id) => ({ id, job, file: files[id] }))
        .filter(({ id }) => cached[id] === undefined);
      const trained = await trainApart(orders, manner);
      return jobs.map((_, id) => cached[id] ?? trained.get(id)) as never;
    },
    async close() {
      for (const child of running) child.kill();
    },
  };
}

const trainingFailed = (cause: string): CodedError =>
  new CodedError(
    'understanding/training-failed',
    `Training on the phrases failed: ${cause}`,
    'Run `npm run check` to find what is wrong with them.',
  );
