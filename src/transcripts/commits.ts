import type { CommitListener } from './store.ts';
import type { StoredActivity } from './turn.ts';

/** Tells whoever listens that a conversation grew. A listener that throws hurts nobody else. */
export function createCommits(onError: (error: unknown) => void) {
  const listeners = new Set<CommitListener>();
  return {
    listen(listener: CommitListener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce(conversationId: string, lastSeq: number, news?: StoredActivity[]): void {
      for (const listener of listeners) {
        try {
          listener(conversationId, lastSeq, news);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
