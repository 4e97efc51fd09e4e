import fs from 'node:fs/promises';
import path from 'node:path';
import type { Disk } from '../../src/mandates/durable-file.ts';

/** What a program asked of the disk, in order; `ack` marks where it told someone that all was safe. */
export type Step =
  | { call: 'write'; file: string; text: string }
  | { call: 'sync'; file: string }
  | { call: 'rename'; from: string; to: string }
  | { call: 'sync-folder' }
  | { call: 'ack'; version: number };

/** A disk that does as told and keeps the log. */
export function recordingDisk(log: Step[]): Disk {
  return {
    open: async (file, flags, mode) => {
      const handle = await fs.open(file, flags, mode);
      return {
        writeFile: async (text) => {
          log.push({ call: 'write', file, text });
          await handle.writeFile(text);
        },
        sync: async () => {
          log.push(flags === 'r' ? { call: 'sync-folder' } : { call: 'sync', file });
          await handle.sync();
        },
        close: () => handle.close(),
      };
    },
    rename: async (from, to) => {
      log.push({ call: 'rename', from, to });
      await fs.rename(from, to);
    },
    rm: fs.rm,
  };
}

/** File name → content, as found when the power is back. */
export type Image = Map<string, string>;

/**
 * One disk as it may be found when the power goes after the first `steps` of a log. What was synced is there. Of what
 * was not, a write may be whole, torn at any place or gone; a rename may have lasted or not, and the ones before it
 * then lasted, too, since a folder's changes keep their order.
 */
export function imageAfter(log: Step[], steps: number, before: Image, random: () => number): Image {
  const past = log.slice(0, steps);
  const lasting = lastingRenames(past, random);
  const contents = new Map(before);
  past.forEach((step, place) => {
    if (step.call === 'write') contents.set(step.file, survivor(past, place, step, random));
    if (step.call === 'rename' && lasting.has(place)) {
      contents.set(step.to, contents.get(step.from) ?? '');
      contents.delete(step.from);
    }
  });
  return contents;
}

function lastingRenames(past: Step[], random: () => number): Set<number> {
  const renames = past.flatMap((step, place) => (step.call === 'rename' ? [place] : []));
  const synced = past.findLastIndex(({ call }) => call === 'sync-folder');
  const unsynced = renames.filter((place) => place > synced);
  const lucky = Math.floor(random() * (unsynced.length + 1));
  return new Set([...renames.filter((place) => place < synced), ...unsynced.slice(0, lucky)]);
}

function survivor(
  past: Step[],
  place: number,
  { file, text }: Step & { call: 'write' },
  random: () => number,
): string {
  const synced = past.slice(place).some((step) => step.call === 'sync' && step.file === file);
  const luck = random();
  if (synced || luck < 0.2) return text;
  return luck < 0.4 ? '' : text.slice(0, Math.floor(random() * text.length));
}

export async function layOut(image: Image, folder: string): Promise<void> {
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  for (const [file, content] of image) await fs.writeFile(path.join(folder, path.basename(file)), content);
}
