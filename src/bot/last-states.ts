import { LRUCache } from 'lru-cache';
import type { Loaded } from '../transcripts/store.ts';

type State = Pick<Loaded, 'state' | 'eTag'>;

/** Conversations that are remembered at a time. */
const REMEMBERED = 1_000;

/** A visitor who reads an answer for longer than that is worth a look at the disk. */
const FORGOTTEN_AFTER_MS = 60_000;

/**
 * The states that this process has just committed, so that a talk in progress need not be read back every turn. What
 * another instance has changed meanwhile shows when the turn is committed: the eTag is then an old one.
 */
export interface LastStates {
  /** Gives the state and forgets it: whoever takes it may change it. */
  take(conversationId: string): State | undefined;
  keep(conversationId: string, kept: State): void;
}

export function createLastStates(): LastStates {
  const states = new LRUCache<string, { json: string; eTag?: string }>({
    max: REMEMBERED,
    ttl: FORGOTTEN_AFTER_MS,
    ttlResolution: 0,
  });
  let isSweeping = false;

  /** One timer for all, so that what is too old is gone after twice as long at the latest. */
  function sweepLater(): void {
    if (isSweeping) return;
    isSweeping = true;
    setTimeout(() => {
      isSweeping = false;
      states.purgeStale();
      if (states.size > 0) sweepLater();
    }, FORGOTTEN_AFTER_MS).unref();
  }

  return {
    take(conversationId) {
      const kept = states.get(conversationId);
      if (!kept) return undefined;
      states.delete(conversationId);
      return { state: JSON.parse(kept.json), eTag: kept.eTag };
    },
    keep(conversationId, { state, eTag }) {
      // As JSON it is what the disk would give back, and nobody's to change.
      const json = JSON.stringify(state);
      if (json === undefined) return;
      states.set(conversationId, { json, eTag });
      sweepLater();
    },
  };
}
