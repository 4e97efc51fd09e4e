import { existsSync, unwatchFile, watchFile } from 'node:fs';
import { Low } from 'lowdb';
import { dayOf } from '../day.ts';
import { CodedError } from '../errors.ts';
import type { Mandate, MandatesFile } from './mandate.ts';
import { indexMandates, type MandateIndex } from './mandate-index.ts';
import type { MandateStore, StoreOptions } from './mandate-store.ts';
import { InvalidMandates } from './mandates-file.ts';
import { checkMandates } from './schema.ts';
import { StoreFile } from './store-file.ts';

export type { MandateStore, StoreOptions };

/**
 * Opens the mandates in a file. It never throws for what the file holds: when it is broken the last good copy serves
 * (or nothing, when there is none), the log names record and field, and a mended file is taken up as soon as it is saved.
 */
export async function openMandateStore(options: StoreOptions): Promise<MandateStore> {
  const { file, lastGood = `${file}.last-good`, logger, pollMs = 1000, disk } = options;
  const storeFile = new StoreFile(file, lastGood, disk);
  const db = new Low<MandatesFile>(storeFile, { mandates: [] });
  const listeners = new Set<(mandates: readonly Mandate[]) => void>();
  /** Made when it is first asked for. */
  let index: MandateIndex | undefined;
  let byId = new Map<string, Mandate>();
  let fault: CodedError | undefined;

  let queue: Promise<unknown> = Promise.resolve();
  /** One thing at a time, in the order asked; a failure is its caller's and stops nobody else. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };

  async function keepCopy(): Promise<void> {
    await storeFile.keep().catch((error) => {
      logger.warn(
        { code: 'MANDATES_COPY', file: lastGood, reason: String(error) },
        'No copy of the mandates could be kept.',
      );
    });
  }

  function settle(): void {
    index = undefined;
    byId = new Map(db.data.mandates.map((mandate) => [mandate.id, mandate]));
  }

  function tell(): void {
    for (const listener of listeners) {
      try {
        listener(db.data.mandates);
      } catch (error) {
        logger.error({ code: 'MANDATES_LISTENER', err: error }, 'A listener to the mandates failed.');
      }
    }
  }

  /** Takes up what stands in the file; false when that is nothing new. */
  async function read(): Promise<boolean> {
    const before = db.data;
    try {
      await db.read();
      fault = undefined;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      fault = error;
      throw error;
    }
    if (db.data === before) return false;
    settle();
    await keepCopy();
    return true;
  }

  async function start(): Promise<void> {
    try {
      await read();
      return;
    } catch (error) {
      report(error);
    }
    try {
      db.data = await storeFile.recall();
      settle();
      logger.warn(
        { file: lastGood, mandates: db.data.mandates.length },
        'The last good copy of the mandates serves.',
      );
    } catch {
      logger.error({ file: lastGood }, 'There is no good copy of the mandates: none can be suggested.');
    }
  }

  async function reload(): Promise<void> {
    try {
      if (!(await read())) return;
      logger.info({ file, mandates: db.data.mandates.length }, 'The mandates were loaded anew.');
      tell();
    } catch (error) {
      report(error);
    }
  }

  function report(error: unknown): void {
    const { code, line } =
      error instanceof CodedError ? error : { code: 'MANDATES_FILE', line: String(error) };
    const problems = error instanceof InvalidMandates ? error.problems.slice(0, 20) : undefined;
    logger.error({ code, file, problems }, line);
  }

  const change = (edit: (mandates: readonly Mandate[]) => Mandate[]): Promise<void> =>
    inTurn(async () => {
      // What someone saved by hand in the meantime is kept, and a file they are still mending is not written over.
      if (existsSync(file) && (await read())) tell();
      const next = { mandates: edit(db.data.mandates) };
      const checked = checkMandates(next);
      if (!checked.valid) throw new InvalidMandates('What is to be written', checked.problems);
      const before = db.data;
      db.data = next;
      try {
        await db.write();
      } catch (cause) {
        db.data = before;
        throw new CodedError(
          'MANDATES_WRITE',
          `${file} could not be written (${(cause as Error).message}); the mandates are as before.`,
          'See that the folder may be written to and has room.',
          { cause },
        );
      }
      fault = undefined;
      settle();
      await keepCopy();
      tell();
    });

  const onStat = () => void inTurn(reload);

  await start();
  if (pollMs > 0) watchFile(file, { interval: pollMs, persistent: false }, onStat);

  return {
    all: () => db.data.mandates,
    open: (today = dayOf(new Date())) =>
      db.data.mandates.filter(({ status, closesOn }) => status === 'open' && (closesOn ?? today) >= today),
    get: (id) => byId.get(id),
    index() {
      index ??= indexMandates(db.data.mandates);
      return index;
    },
    fault: () => fault,
    replace: (mandates) => change(() => [...mandates]),
    upsert: (...mandates) =>
      change((present) => {
        const merged = new Map([...present, ...mandates].map((mandate) => [mandate.id, mandate]));
        return [...merged.values()];
      }),
    close: (id) =>
      change((present) => {
        if (!present.some((mandate) => mandate.id === id))
          throw new CodedError('MANDATE_UNKNOWN', `There is no mandate ${id}.`, 'Check the id.');
        return present.map((mandate) => (mandate.id === id ? { ...mandate, status: 'closed' } : mandate));
      }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: async () => {
      unwatchFile(file, onStat);
      listeners.clear();
      await queue;
    },
  };
}
