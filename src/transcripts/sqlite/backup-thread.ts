import { workerData } from 'node:worker_threads';
import { openForReading } from './open.ts';

/** Copies a store in one read transaction: whoever writes meanwhile neither waits nor gets into the copy. */
const { file, part } = workerData as { file: string; part: string };

const database = openForReading(file);
database.prepare('VACUUM INTO ?').run(part);
database.close();
