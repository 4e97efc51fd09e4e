import fs from 'node:fs/promises';
import path from 'node:path';

/** The file system calls that a durable write makes; `node:fs/promises` has them, tests cut the power between them. */
export interface Disk {
  open(
    file: string,
    flags: string,
    mode?: number,
  ): Promise<{ writeFile(text: string): Promise<void>; sync(): Promise<void>; close(): Promise<void> }>;
  rename(from: string, to: string): Promise<void>;
  rm(file: string, options: { force: true }): Promise<void>;
}

/**
 * Replaces a file so that a power cut at any moment leaves either the old content or the new, whole: the text goes to
 * a temporary file beside it, is synced, takes the name, and the folder is synced so that the name lasts. A symbolic
 * link stays one. After a failure the old file stands and the temporary one is gone.
 */
export async function writeDurably(file: string, text: string, disk: Disk = fs): Promise<void> {
  const target = await fs.realpath(file).catch(() => path.resolve(file));
  const folder = path.dirname(target);
  const mode = await fs.stat(target).then(
    (stats) => stats.mode & 0o777,
    () => 0o644,
  );
  const temporary = path.join(folder, `.${path.basename(target)}.${process.pid}.tmp`);
  try {
    const handle = await disk.open(temporary, 'w', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await disk.rename(temporary, target);
  } catch (error) {
    await disk.rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder, disk);
}

async function syncFolder(folder: string, disk: Disk): Promise<void> {
  // Windows opens no folders; its file system journals names by itself.
  if (process.platform === 'win32') return;
  const handle = await disk.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
