import type { Replay } from './replay.ts';

/** How long a page waits for a result before it says that it is still being worked out. */
const PATIENCE_MS = 5_000;
/** Results kept for whoever comes back to them. */
const KEPT = 20;

/** Replays being worked out, so that no request has to last as long as a training. */
export function createEffects() {
  const made = new Map<string, Promise<Replay>>();
  return {
    /** The replay of that name, or nothing while it is not ready; asking again starts nothing anew. */
    async of(name: string, make: () => Promise<Replay>): Promise<Replay | undefined> {
      const replay = made.get(name) ?? make();
      // It may fail while nobody waits for it; the next look tells.
      replay.catch(() => undefined);
      made.set(name, replay);
      const [oldest] = made.keys();
      if (made.size > KEPT && oldest !== undefined) made.delete(oldest);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
      });
      try {
        return await Promise.race([replay, late]);
      } catch (error) {
        // What failed is tried again at the next look.
        made.delete(name);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
