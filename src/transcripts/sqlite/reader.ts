import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { stepsOf } from '../steps/operations.ts';
import { reviewOperations } from '../steps/review-operations.ts';
import { openForReading } from './open.ts';
import { answer, OPENED, type Request, type WorkerSettings } from './protocol.ts';
import { createRunner } from './run.ts';

/** The worker in which staff reads, so that a search or an export delays no turn. */

const { file, leaseMs } = workerData as WorkerSettings;

/** Nice: turns go first where the processor is short. */
const LOW_PRIORITY = 10;

answer(OPENED, file, () => {
  // On Linux this is the priority of the thread; elsewhere it would be that of the whole bot.
  if (process.platform === 'linux') setPriority(LOW_PRIORITY);
  const database = openForReading(file);
  const run = createRunner(database);
  const serve = (request: Request): void => {
    const { id, now } = request;
    if ('chore' in request && request.chore === 'close') {
      answer(id, file, () => void database.close());
      parentPort?.close();
    } else if ('name' in request) {
      const { name, rest } = request;
      // One transaction, so that a page and what hangs on it are of the same moment.
      const read = database.transaction(() =>
        run(stepsOf(reviewOperations, name, { engine: 'sqlite', now, leaseMs }, rest)),
      );
      answer(id, file, read);
    }
  };
  parentPort?.on('message', (requests: Request[]) => requests.forEach(serve));
});
