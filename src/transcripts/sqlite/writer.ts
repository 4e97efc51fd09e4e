import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { stepsOf } from '../steps/operations.ts';
import { isWrite, turnOperations } from '../steps/turn-operations.ts';
import { claimFile } from './claim.ts';
import { commitTogether } from './group-commit.ts';
import { BUSY_MS, openForWriting } from './open.ts';
import { answer, failed, OPENED, type Request, send, type WorkerSettings } from './protocol.ts';
import { createRunner } from './run.ts';

/**
 * The worker that owns the writing connection. While the disk syncs, requests queue up at the port; all that
 * wait are then written in one transaction.
 */

/** A larger group would keep its first turn waiting and gain little. */
const LARGEST_GROUP = 256;

const { file, leaseMs, beside, patienceMs } = workerData as WorkerSettings;

answer(OPENED, file, () => {
  const claim = beside ? undefined : claimFile(file, patienceMs);
  const database = openForWriting(file);
  const take = serve(database, claim);
  parentPort?.on('message', (requests: Request[]) => requests.forEach(take));
});

function serve(database: Database.Database, claim?: Database.Database) {
  const run = createRunner(database);
  const waiting: { id: number; work: () => unknown }[] = [];

  function flush(): void {
    const group = waiting.splice(0, LARGEST_GROUP);
    if (waiting.length > 0) setImmediate(flush);
    const outcomes = commitTogether(
      database,
      group.map(({ work }) => work),
    );
    send(
      outcomes.map((outcome, index) => {
        const id = group[index]?.id ?? OPENED;
        return 'value' in outcome ? { id, value: outcome.value } : failed(id, outcome.error, file);
      }),
    );
  }

  return (request: Request): void => {
    const { id, now } = request;
    if ('chore' in request && request.chore === 'close') {
      answer(id, file, () => {
        database.close();
        claim?.close();
      });
      parentPort?.close();
    } else if ('chore' in request) {
      answer(id, file, () => scrub(database));
    } else {
      const { name, rest } = request;
      const work = () => run(stepsOf(turnOperations, name, { engine: 'sqlite', now, leaseMs }, rest));
      if (!isWrite(name)) answer(id, file, work);
      else if (waiting.push({ id, work }) === 1) setImmediate(flush);
    }
  };
}

/**
 * Moves the log into the database and cuts it to nothing: until then it holds what was erased.
 * False when a reader still needs the log.
 */
function scrub(database: Database.Database): boolean {
  database.pragma('busy_timeout = 0');
  try {
    const [outcome] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return outcome?.busy === 0;
  } finally {
    database.pragma(`busy_timeout = ${BUSY_MS}`);
  }
}
