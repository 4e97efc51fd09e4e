import { spawnSync } from 'node:child_process';
import { rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CodedError } from '../../src/errors.ts';
import type { ConversationStore } from '../../src/transcripts/store.ts';
import { occurrences } from './folder-bytes.ts';
import { folders } from './folders.ts';
import { openStore } from './open-store.ts';
import { aTurn, said } from './turns.ts';

const newFolder = folders();
const WORD = 'crustacéoïde';

/** A disk of its own, of so many bytes; only root may mount one. */
function mount(folder: string, bytes: number): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]).status === 0;
}

(process.getuid?.() === 0 && process.platform === 'linux' ? describe : describe.skip)(
  'a disk that is full',
  () => {
    let folder = '';
    let store: ConversationStore;
    let isMounted = false;
    beforeAll(async () => {
      folder = await newFolder();
      isMounted = mount(folder, 20 * 1024 * 1024);
      store = await openStore(path.join(folder, 'conversations.db'));
    });
    afterAll(async () => {
      await store.close();
      if (isMounted) spawnSync('umount', ['-l', folder]);
    });

    const turn = (talk: string, text: string) =>
      aTurn(talk, { activities: [said('in', text), said('out', 'x'.repeat(20_000))] });

    async function fillDisk(): Promise<number> {
      // The reserve is there after every erasure, also of nothing.
      await store.erase({ conversationId: 'nobody' }, 'test');
      const { bavail, bsize } = await statfs(folder);
      // What is left is for turns to use up.
      await writeFile(path.join(folder, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - 1_500_000)));
      for (let talk = 0; ; talk++) {
        try {
          await store.commitTurn(turn(`filler-${talk}`, 'bonjour'));
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
          expect(error).toMatchObject({ code: 'DISK_FULL', remedy: expect.stringContaining('Make room') });
          return talk;
        }
      }
    }

    test('is told, reading goes on, erasing works without a trace, and writing goes on when there is room', async () => {
      // Where even root may not mount, nothing can be shown.
      if (!isMounted) return expect(isMounted).toBe(false);
      await store.commitTurn(turn('mine', WORD));
      const kept = await fillDisk();
      expect(kept).toBeGreaterThan(0);
      await expect(store.ready()).rejects.toMatchObject({ code: 'DISK_FULL' });

      // One failed turn left nothing behind, those before it are all there.
      expect(await store.load(`filler-${kept}`)).toEqual({ lastSeq: 0 });
      expect(await store.load(`filler-${kept - 1}`)).toMatchObject({ lastSeq: 2 });
      expect((await store.search(WORD, {})).items).toHaveLength(1);

      expect(await store.erase({ conversationId: 'mine' }, 'test')).toBe(1);
      expect(await occurrences(folder, WORD, 'crustaceoide')).toBe(0);

      await rm(path.join(folder, 'ballast'));
      await store.ready();
      expect(await store.commitTurn(turn('after', 'encore'))).toMatchObject({ status: 'committed' });
    });
  },
);
