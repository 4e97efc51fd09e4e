import { open, rm, stat } from 'node:fs/promises';
import type { Logger } from 'pino';

/** Room for the log of an erasure: every page it touches is written twice. */
const BYTES = 8 * 1024 * 1024;
/** Written piece by piece, so that it never lies in memory. */
const PIECE = Buffer.alloc(64 * 1024);

/**
 * A file that holds room on the disk, to be given up when the disk is full: deleting needs to write, and
 * whoever asks to be erased must not wait for room.
 */
export function createReserve(file: string, logger: Logger) {
  async function keep(): Promise<void> {
    const kept = await stat(file).catch(() => undefined);
    if (kept?.size === BYTES) return;
    try {
      const handle = await open(file, 'w');
      try {
        for (let written = 0; written < BYTES; written += PIECE.length) await handle.write(PIECE);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      // Half a reserve would take room and give none back when it counts.
      await rm(file, { force: true });
      logger.warn({ err: error }, 'no room for the reserve that erasing needs on a full disk');
    }
  }
  return { keep, giveUp: () => rm(file, { force: true }) };
}

export type Reserve = ReturnType<typeof createReserve>;
