import type { Worker } from 'node:worker_threads';
import type { Locale } from '../../../locale.ts';
import type { FromWorker, Recognized, Request, ToWorker } from './found.ts';

export interface RecognizersOptions {
  /** Starts a thread that answers `{warm}` with the same, and `{id, …}` with `{id, found}`. */
  start: () => Worker;
  /** The caller is answered within that time, with nothing if need be. */
  timeoutMs: number;
  /** A thread that is busy with one message for longer is ended and replaced. */
  hungMs: number;
  /** A thread that nobody has asked for that long is ended: it holds as much memory as the rest of the assistant. */
  idleMs: number;
  /** Waiting messages beyond this are not queued: under load our own rules must do. */
  maxWaiting: number;
  /** Told why a thread was replaced; never what a visitor wrote. */
  onReplaced?: (why: 'hung' | 'ended') => void;
}

export interface Recognizers {
  /**
   * What was found, or nothing when the thread is busy, late or being replaced, or not warm for the language: then it
   * is started and warmed for whoever asks next. Never throws.
   */
  find(request: Request): Promise<Recognized[]>;
  /** Resolves when a language is warm, or the recognizers were closed before. */
  warm(locale: Locale): Promise<void>;
  close(): Promise<void>;
}

interface Job {
  request: Request;
  answer: (found: Recognized[]) => void;
}

/** A thread that ends before it is warm is started again after this, twice as long each time, up to the last. */
const RESTART_MS = 250;
const SLOWEST_RESTART_MS = 60_000;

/** The recognizers in a thread of their own, started when it is first needed and asked one message at a time. */
export function createRecognizers({
  start,
  timeoutMs,
  hungMs,
  idleMs,
  maxWaiting,
  onReplaced,
}: RecognizersOptions): Recognizers {
  const waiting = new Set<Job>();
  /** Languages that somebody wants, with a promise of each; those that are warm; the one that is being warmed. */
  const wanted = new Map<Locale, PromiseWithResolvers<void>>();
  const warm = new Set<Locale>();
  let warming: Locale | undefined;
  let running: { id: number; job: Job; hung: NodeJS.Timeout } | undefined;
  let worker: Worker | undefined;
  let isClosed = false;
  let failures = 0;
  let restart: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  function launch(): void {
    restart = undefined;
    const mine = start();
    worker = mine;
    mine.on('message', (message: FromWorker) => worker === mine && receive(message));
    mine.on('error', () => worker === mine && replace('ended'));
    mine.on('exit', () => worker === mine && replace('ended'));
    next();
  }

  function receive(message: FromWorker): void {
    if ('warm' in message) {
      failures = 0;
      warming = undefined;
      warm.add(message.warm);
      wanted.get(message.warm)?.resolve();
    } else if (running?.id === message.id) {
      clearTimeout(running.hung);
      running.job.answer(message.found);
      running = undefined;
    }
    next();
  }

  function next(): void {
    if (!worker || running || warming) return;
    const [job] = waiting;
    if (job) {
      waiting.delete(job);
      lastId += 1;
      running = { id: lastId, job, hung: setTimeout(() => replace('hung'), hungMs) };
      tell({ id: lastId, ...job.request });
    } else {
      warming = [...wanted.keys()].find((locale) => !warm.has(locale));
      if (warming) tell({ warm: warming });
    }
  }

  const tell = (order: ToWorker): void => worker?.postMessage(order);

  function replace(why: 'hung' | 'ended'): void {
    const wait = warm.size > 0 ? 0 : Math.min(RESTART_MS * 2 ** failures, SLOWEST_RESTART_MS);
    failures += warm.size > 0 ? 0 : 1;
    // Who waits for a warm thread from here on waits for the next one.
    for (const locale of warm) wanted.set(locale, Promise.withResolvers());
    onReplaced?.(why);
    void end();
    restart = setTimeout(launch, wait);
  }

  /** Ends the thread; whoever waits for it is answered with nothing. */
  async function end(): Promise<void> {
    const old = worker;
    worker = undefined;
    clearTimeout(restart);
    restart = undefined;
    warming = undefined;
    warm.clear();
    if (running) clearTimeout(running.hung);
    for (const job of [...(running ? [running.job] : []), ...waiting]) job.answer([]);
    running = undefined;
    waiting.clear();
    await old?.terminate();
  }

  function want(locale: Locale): Promise<void> {
    if (isClosed) return Promise.resolve();
    const asked = wanted.get(locale) ?? Promise.withResolvers<void>();
    wanted.set(locale, asked);
    restLater();
    if (!worker && !restart) launch();
    else next();
    return asked.promise;
  }

  function restLater(): void {
    clearTimeout(idle);
    idle = setTimeout(rest, idleMs).unref();
  }

  function rest(): void {
    if (running || warming || restart) {
      restLater();
    } else {
      wanted.clear();
      void end();
    }
  }

  return {
    warm: want,
    find(request) {
      void want(request.locale);
      if (!warm.has(request.locale) || waiting.size >= maxWaiting) return Promise.resolve([]);
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
      clearTimeout(idle);
      for (const { resolve } of wanted.values()) resolve();
      await end();
    },
  };
}
