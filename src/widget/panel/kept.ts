import type { SavedTalk, Unsent } from '../talk.ts';
import { isRecord, listOf } from './unknown.ts';

/** A conversation, and the answers of the shared link that it began with. */
export type KeptTalk = SavedTalk & { profile?: string };

/** What the browser remembers between pages. Where it may store nothing, it remembers for this page only. */
export interface Kept {
  /** The conversation, shared by all tabs of the site, with what this tab has not sent yet. */
  talk(): KeptTalk | undefined;
  keep(talk: KeptTalk): void;
  forget(): void;
  isOpen(): boolean;
  setOpen(open: boolean): void;
  /** How many messages of the bot were seen, in any tab. */
  seen(): number;
  setSeen(count: number): void;
  /** Another tab began another conversation, or saw a message. */
  onChange(listener: () => void): void;
}

/**
 * `name` is the key: tokens in localStorage, so that tabs share the conversation; what waits to be sent and whether
 * the panel is open in sessionStorage, since both are a tab's own.
 */
export function createKept(name: string): Kept {
  const memory = new Map<string, string>();
  const unsentName = `${name}.unsent`;
  const seenName = `${name}.seen`;

  function read(storage: () => Storage, key: string): string | null {
    try {
      return storage().getItem(key);
    } catch {
      return memory.get(key) ?? null;
    }
  }

  function write(storage: () => Storage, key: string, value: string | undefined): void {
    try {
      if (value === undefined) storage().removeItem(key);
      else storage().setItem(key, value);
    } catch {
      if (value === undefined) memory.delete(key);
      else memory.set(key, value);
    }
  }

  const parse = (text: string | null): unknown => {
    try {
      return JSON.parse(text ?? 'null');
    } catch {
      return undefined;
    }
  };

  return {
    talk() {
      const talk = parse(read(shared, name));
      const unsent = listOf(parse(read(own, unsentName))) as Unsent[];
      if (isRecord(talk)) return { ...(talk as Omit<KeptTalk, 'unsent'>), unsent };
      // What was written before the first connection waits for it.
      return unsent.length > 0 ? { conversationId: '', token: '', unsent } : undefined;
    },
    keep({ unsent, watermark: _fromTheBeginning, ...talk }) {
      if (talk.conversationId) write(shared, name, JSON.stringify(talk));
      write(own, unsentName, unsent.length > 0 ? JSON.stringify(unsent) : undefined);
    },
    forget() {
      write(shared, name, undefined);
      write(shared, seenName, undefined);
    },
    isOpen: () => read(own, name) !== null,
    setOpen: (open) => write(own, name, open ? 'open' : undefined),
    seen: () => Number(read(shared, seenName)),
    setSeen: (count) => write(shared, seenName, String(count)),
    onChange: (listener) =>
      addEventListener('storage', ({ key }) => {
        if (key === name || key === seenName) listener();
      }),
  };
}

// Named, since merely touching them throws where storage is blocked.
const shared = () => localStorage;
const own = () => sessionStorage;
