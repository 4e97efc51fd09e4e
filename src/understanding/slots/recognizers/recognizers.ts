import type { Worker } from 'node:worker_threads';
import type { FromWorker, Recognized, Request, ToWorker } from './found.ts';

export interface RecognizersOptions {
  /** Starts a thread that says `{ready: true}`, then answers `{id, …}` with `{id, found}`. */
  start: () => Worker;
  /** The caller is answered within that time, with nothing if need be. */
  timeoutMs: number;
  /** A thread that is busy with one message for longer is ended and replaced. */
  hungMs: number;
  /** Waiting messages beyond this are not queued: under load our own rules must do. */
  maxWaiting: number;
  /** Told why a thread was replaced; never what a visitor wrote. */
  onReplaced?: (why: 'hung' | 'ended') => void;
}

export interface Recognizers {
  /** What was found, or nothing when the thread is warming up, busy, late or being replaced. Never throws. */
  find(request: Request): Promise<Recognized[]>;
  /** The first thread is warm, or the recognizers were closed before. */
  ready: Promise<void>;
  close(): Promise<void>;
}

interface Job {
  request: Request;
  answer: (found: Recognized[]) => void;
}

/** A thread that ends before it is warm is started again after this, twice as long each time, up to the last. */
const RESTART_MS = 250;
const SLOWEST_RESTART_MS = 60_000;

/** The recognizers in a thread of their own, asked one message at a time. */
export function createRecognizers({
  start,
  timeoutMs,
  hungMs,
  maxWaiting,
  onReplaced,
}: RecognizersOptions): Recognizers {
  const ready = Promise.withResolvers<void>();
  const waiting = new Set<Job>();
  let running: { id: number; job: Job; hung: NodeJS.Timeout } | undefined;
  let worker: Worker | undefined;
  let isWarm = false;
  let isClosed = false;
  let failures = 0;
  let restart: NodeJS.Timeout | undefined;
  let lastId = 0;

  const launch = (): void => {
    if (isClosed) return;
    const mine = start();
    worker = mine;
    mine.on('message', (message: FromWorker) => worker === mine && receive(message));
    mine.on('error', () => worker === mine && replace('ended'));
    mine.on('exit', () => worker === mine && replace('ended'));
  };

  function receive(message: FromWorker): void {
    if ('ready' in message) {
      isWarm = true;
      failures = 0;
      ready.resolve();
    } else if (running?.id === message.id) {
      clearTimeout(running.hung);
      running.job.answer(message.found);
      running = undefined;
    }
    next();
  }

  function next(): void {
    const [job] = waiting;
    if (!job || running || !isWarm) return;
    waiting.delete(job);
    lastId += 1;
    running = { id: lastId, job, hung: setTimeout(() => replace('hung'), hungMs) };
    worker?.postMessage({ id: lastId, ...job.request } satisfies ToWorker);
  }

  function replace(why: 'hung' | 'ended'): void {
    const old = worker;
    worker = undefined;
    if (running) clearTimeout(running.hung);
    for (const job of [...(running ? [running.job] : []), ...waiting]) job.answer([]);
    running = undefined;
    waiting.clear();
    const wait = isWarm ? 0 : Math.min(RESTART_MS * 2 ** failures, SLOWEST_RESTART_MS);
    failures += isWarm ? 0 : 1;
    isWarm = false;
    onReplaced?.(why);
    void old?.terminate();
    restart = setTimeout(launch, wait);
  }

  launch();
  return {
    ready: ready.promise,
    find(request) {
      if (!isWarm || waiting.size >= maxWaiting) return Promise.resolve([]);
      return new Promise((resolve) => {
        const late = setTimeout(() => job.answer([]), timeoutMs);
        const job: Job = {
          request,
          answer(found) {
            clearTimeout(late);
            waiting.delete(job);
            resolve(found);
          },
        };
        waiting.add(job);
        next();
      });
    },
    async close() {
      isClosed = true;
      clearTimeout(restart);
      const old = worker;
      worker = undefined;
      if (running) clearTimeout(running.hung);
      running?.job.answer([]);
      for (const job of waiting) job.answer([]);
      ready.resolve();
      await old?.terminate();
    },
  };
}
