import { setTimeout as wait } from 'node:timers/promises';
import { CodedError } from '../../errors.ts';
import type { Reserve } from './reserve.ts';

const SCRUB_EVERY_MS = 20;
const SCRUB_FOR_MS = 60_000;

/**
 * What SQLite owes to an erasure: room when the disk is full, and no trace left in the log afterwards.
 * Secure delete overwrites the pages themselves.
 */
export function createErasing(reserve: Reserve, scrub: () => Promise<boolean>) {
  return async function erasing(erase: () => Promise<number>): Promise<number> {
    const erased = await erase().catch(async (error: unknown) => {
      if (!(error instanceof CodedError && error.code === 'DISK_FULL')) throw error;
      await reserve.giveUp();
      return erase();
    });
    await scrubbed();
    await reserve.keep();
    return erased;
  };

  /** A reader that is in the middle of something keeps the log a moment longer. */
  async function scrubbed(): Promise<void> {
    const deadline = Date.now() + SCRUB_FOR_MS;
    while (!(await scrub())) {
      if (Date.now() > deadline) {
        throw new CodedError(
          'ERASURE_UNFINISHED',
          'The conversation is erased, but its text still stands in the log of the database.',
          'Close other programs that have the database open and erase again.',
        );
      }
      await wait(SCRUB_EVERY_MS);
    }
  }
}
