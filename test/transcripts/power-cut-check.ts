import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../../src/errors.ts';
import { sqliteCode } from '../../src/transcripts/sqlite/errors.ts';
import { openForWriting } from '../../src/transcripts/sqlite/open.ts';
import { createRunner } from '../../src/transcripts/sqlite/run.ts';
import { load, read } from '../../src/transcripts/steps/conversation.ts';
import { pending } from '../../src/transcripts/steps/outbox.ts';
import { type Image, powerCuts } from './power-cut.ts';
import { type Found, promisesKept } from './promises-kept.ts';
import { createRandom } from './random.ts';
import { type DiskEvent, recordWrites } from './write-log.ts';

export interface PowerCutFindings extends Found {
  images: number;
  /** Images that do not open, or whose pages or search index contradict each other. */
  corrupt: number;
}

/** Records a process that writes `turns` turns in each of 8 conversations at once. */
export async function recordTurns(folder: string, turns: number): Promise<DiskEvent[]> {
  const data = path.join(folder, 'data');
  await mkdir(data);
  const writer = path.join(import.meta.dirname, 'writing-process.ts');
  const command = [process.execPath, writer, path.join(data, 'conversations.db'), '8', String(turns)];
  return recordWrites(command, data, path.join(folder, 'writes.log'));
}

/** Opens each image as the store would and counts what is wrong with it. */
export async function checkPowerCuts(
  events: DiskEvent[],
  folder: string,
  { images, seed = 1, ignoring }: { images: number; seed?: number; ignoring?: (file: string) => boolean },
): Promise<PowerCutFindings> {
  const all: PowerCutFindings = {
    images: 0,
    corrupt: 0,
    acknowledged: 0,
    lost: 0,
    partial: 0,
    undelivered: 0,
    repeated: 0,
  };
  for (const image of powerCuts(events, images, createRandom(seed), ignoring)) {
    const place = await mkdtemp(path.join(folder, 'image-'));
    const found = await checkImage(image, place);
    await rm(place, { recursive: true });
    all.images++;
    if (found === 'corrupt') all.corrupt++;
    else for (const [what, number] of Object.entries(found)) all[what as keyof Found] += number;
  }
  return all;
}

async function checkImage({ files, said }: Image, place: string): Promise<Found | 'corrupt'> {
  for (const [file, bytes] of files) {
    if (!file.endsWith('-shm')) await writeFile(path.join(place, path.basename(file)), bytes);
  }
  try {
    const database = openForWriting(path.join(place, 'conversations.db'));
    try {
      database.exec("INSERT INTO activities_words (activities_words, rank) VALUES ('integrity-check', 1)");
      const [verdict] = database.pragma('integrity_check') as { integrity_check: string }[];
      if (verdict?.integrity_check !== 'ok') return 'corrupt';
      const run = createRunner(database);
      const context = { engine: 'sqlite' as const, now: Number.MAX_SAFE_INTEGER - 1, leaseMs: 1 };
      const reading = {
        load: async (talk: string) => run(load(context, talk)),
        read: async (talk: string) => run(read(context, talk)),
        pending: async (limit = 50) => run(pending(context, limit)),
      };
      return await promisesKept(reading, said);
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof CodedError) return 'corrupt';
    if (sqliteCode(error).startsWith('SQLITE_CORRUPT')) return 'corrupt';
    throw error;
  }
}
