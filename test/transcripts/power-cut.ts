import type { DiskEvent } from './write-log.ts';

const SECTOR = 512;

export interface Image {
  /** What the files hold when the power is back. */
  files: Map<string, Buffer>;
  /** What the process had said when the power went. */
  said: string[];
}

type Change = Extract<DiskEvent, { kind: 'write' | 'cut' }>;

interface DiskFile {
  /** What is certainly on the disk. */
  kept: Buffer;
  /** Asked for, but not synced yet. */
  pending: Change[];
  /** Whether its name is certainly in the folder, perhaps, or perhaps not any more. */
  name: 'kept' | 'new' | 'going';
}

/**
 * What a disk may hold after a power cut, at `count` moments of a log: all that was synced, and of each later
 * write all, nothing, or some of its sectors, in any order; a file's name only when its folder was synced.
 * `ignoring` leaves out syncs, to show that their loss is noticed.
 */
export function* powerCuts(
  events: DiskEvent[],
  count: number,
  random: () => number,
  ignoring: (file: string) => boolean = () => false,
): Generator<Image> {
  const moments = Array.from({ length: count }, () => Math.floor(random() * events.length)).sort(
    (a, b) => a - b,
  );
  const disk = new Map<string, DiskFile>();
  const said: string[] = [];
  let next = 0;
  for (const moment of moments) {
    for (; next <= moment; next++) {
      const event = events[next];
      if (event === undefined) return;
      if (event.kind === 'said') said.push(event.line);
      else if (event.kind !== 'sync' || !ignoring(event.file)) happen(disk, event);
    }
    yield { files: imageOf(disk, random), said: [...said] };
  }
}

function happen(disk: Map<string, DiskFile>, event: Exclude<DiskEvent, { kind: 'said' }>): void {
  const file = disk.get(event.file);
  switch (event.kind) {
    case 'create':
      if (file === undefined || file.name === 'going') {
        disk.set(event.file, { kept: Buffer.alloc(0), pending: [], name: 'new' });
      }
      return;
    case 'remove':
      if (file !== undefined) file.name = 'going';
      return;
    case 'rename':
      if (file === undefined) return;
      disk.set(event.to, { ...file, name: 'new' });
      file.name = 'going';
      return;
    case 'write':
    case 'cut':
      file?.pending.push(event);
      return;
    case 'sync':
      if (file === undefined) settleNames(disk);
      else disk.set(event.file, { ...file, kept: changed(file.kept, file.pending), pending: [] });
  }
}

/** The folder is synced: what is new stays, what was removed is gone. */
function settleNames(disk: Map<string, DiskFile>): void {
  for (const [name, file] of disk) {
    if (file.name === 'going') disk.delete(name);
    else file.name = 'kept';
  }
}

function imageOf(disk: Map<string, DiskFile>, random: () => number): Map<string, Buffer> {
  const image = new Map<string, Buffer>();
  for (const [name, { kept, pending, name: state }] of disk) {
    if (state !== 'kept' && random() < 0.5) continue;
    image.set(
      name,
      changed(
        kept,
        pending.flatMap((change) => perhaps(change, random)),
      ),
    );
  }
  return image;
}

/** What the disk got to do of a change: all, nothing, or some sectors of it. */
function perhaps(change: Change, random: () => number): Change[] {
  const fate = random();
  if (fate < 0.4) return [change];
  if (fate < 0.7 || change.kind === 'cut') return [];
  const sectors: Change[] = [];
  for (let from = 0; from < change.bytes.length; from += SECTOR) {
    if (random() < 0.5) continue;
    sectors.push({ ...change, at: change.at + from, bytes: change.bytes.subarray(from, from + SECTOR) });
  }
  return sectors;
}

function changed(kept: Buffer, changes: Change[]): Buffer {
  const ends = changes.map((change) =>
    change.kind === 'cut' ? change.size : change.at + change.bytes.length,
  );
  const room = Buffer.alloc(Math.max(kept.length, ...ends));
  kept.copy(room);
  let length = kept.length;
  for (const change of changes) {
    if (change.kind === 'cut') {
      room.fill(0, change.size);
      length = change.size;
    } else {
      change.bytes.copy(room, change.at);
      length = Math.max(length, change.at + change.bytes.length);
    }
  }
  return room.subarray(0, length);
}
