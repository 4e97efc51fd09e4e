import { beforeAll, describe, expect, test } from '@jest/globals';
import { folders } from './folders.ts';
import { checkPowerCuts, recordTurns } from './power-cut-check.ts';
import { canRecord, type DiskEvent } from './write-log.ts';

const newFolder = folders();

// What a process really asked of the disk is seen by strace alone.
(canRecord() ? describe : describe.skip)('a power cut while turns are written to SQLite', () => {
  let events: DiskEvent[] = [];
  let folder = '';
  beforeAll(async () => {
    folder = await newFolder();
    events = await recordTurns(folder, 6);
  });

  test('loses no acknowledged turn, leaves none half-written and damages nothing', async () => {
    const found = await checkPowerCuts(events, folder, { images: 60 });
    expect(found).toMatchObject({ images: 60, corrupt: 0, lost: 0, partial: 0, undelivered: 0 });
    expect(found.acknowledged).toBeGreaterThan(0);
  });

  test('amid the first writes leaves a store that opens', async () => {
    const ready = events.findIndex(({ kind }) => kind === 'said');
    const found = await checkPowerCuts(events.slice(0, ready + 1), folder, { images: 60 });
    expect(found).toMatchObject({ images: 60, corrupt: 0 });
  });

  test('would lose turns, and be noticed, if the log were not synced', async () => {
    const ignoring = (file: string) => file.endsWith('-wal');
    const found = await checkPowerCuts(events, folder, { images: 40, ignoring });
    expect(found.lost + found.corrupt).toBeGreaterThan(0);
  });
});
