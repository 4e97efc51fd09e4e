import type { Worker } from 'node:worker_threads';
import { CodedError } from '../../errors.ts';
import { startThread } from '../../thread.ts';
import { OPENED, type Reply, type Request, type Task, type WorkerSettings } from './protocol.ts';

export interface WorkerClient {
  /** Starts the worker when none runs; rejects with the CodedError of the opening or of the operation. */
  call(task: Task): Promise<unknown>;
  close(): Promise<void>;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Connection {
  worker: Worker;
  opened: Promise<unknown>;
  send(task: Task): Promise<unknown>;
}

/** Requests that wait for the end of a round of the event loop. */
const MOST_WAITING = 4;

/** A worker thread that answers requests by id. One that dies is replaced at the next call. */
export function createWorkerClient(entry: URL, settings: WorkerSettings, now: () => Date): WorkerClient {
  let connection: Connection | undefined;

  function connect(): Connection {
    const worker = startThread(entry, { workerData: settings });
    const pending = new Map<number, Pending>();
    let lastId = OPENED;
    const wait = (id: number) =>
      new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
      });
    const opened = wait(OPENED);
    worker.on('message', (replies: Reply[]) => {
      for (const reply of replies) {
        const caller = pending.get(reply.id);
        pending.delete(reply.id);
        if ('value' in reply) caller?.resolve(reply.value);
        else caller?.reject(new CodedError(reply.error.code, reply.error.message, reply.error.remedy));
      }
    });
    const end = (cause?: unknown) => {
      if (connection?.worker === worker) connection = undefined;
      for (const { reject } of pending.values()) reject(ended(settings.file, cause));
      pending.clear();
    };
    worker.on('error', end);
    worker.on('exit', () => end());
    // A refused file is told to whoever calls first; it must not count as unhandled besides.
    opened.catch(() => worker.terminate());
    const requests: Request[] = [];
    /** What one round of the event loop asks goes over at once: waking a thread costs more than the copying. */
    function post(): void {
      const batch = requests.splice(0);
      if (batch.length === 0) return;
      try {
        worker.postMessage(batch);
      } catch (error) {
        for (const { id } of batch) pending.get(id)?.reject(error as Error);
      }
    }
    return {
      worker,
      opened,
      send(task) {
        const id = ++lastId;
        const answer = wait(id);
        const waiting = requests.push({ ...task, id, now: now().getTime() });
        if (waiting === 1) setImmediate(post);
        // So that the worker writes while a long round still goes on.
        if (waiting === MOST_WAITING) post();
        return answer;
      },
    };
  }

  return {
    async call(task) {
      connection ??= connect();
      const current = connection;
      await current.opened;
      return current.send(task);
    },
    async close() {
      const current = connection;
      if (current === undefined) return;
      const exited = new Promise((resolve) => current.worker.once('exit', resolve));
      await current.send({ chore: 'close' });
      await exited;
    },
  };
}

const ended = (file: string, cause: unknown): CodedError =>
  new CodedError(
    'STORE_UNAVAILABLE',
    `The thread that serves ${file} ended.`,
    'The next request starts it anew; if it goes on, look at the memory and the disk.',
    { cause },
  );
