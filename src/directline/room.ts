import { WebSocket } from 'ws';
import type { ConversationStore } from '../transcripts/store.ts';
import type { ActivityJson, StoredActivity } from '../transcripts/turn.ts';
import { toClient } from './activity.ts';

/** A socket and how far its client has got: the last position of the log that was written to it. */
export interface Listener {
  socket: WebSocket;
  position: number;
  answeredPing: boolean;
}

interface RoomParts {
  conversationId: string;
  store: Pick<ConversationStore, 'load' | 'read'>;
  /** Bytes that may wait for a slow socket. */
  backlogBytes: number;
}

/** The open sockets of one conversation. */
export interface Room {
  listeners: Set<Listener>;
  /**
   * Sends every listener what it has not got, in order and once; call it after each commit with its position, and with
   * what it added where that is known.
   */
  deliver(lastSeq?: number, news?: StoredActivity[]): Promise<void>;
  /** Sends something that the log does not hold. */
  announce(activity: ActivityJson): void;
}

/** How many activities one frame carries at most. */
const FRAME = 100;

export function createRoom({ conversationId, store, backlogBytes }: RoomParts): Room {
  const listeners = new Set<Listener>();
  /** One reading at a time; what is committed meanwhile sets `again`. */
  let reading = false;
  let again = false;
  /** The log seems shorter than what was sent of it: it may have been erased, and begun anew. */
  let shrank = false;

  async function deliver(lastSeq = Number.POSITIVE_INFINITY, news: StoredActivity[] = []): Promise<void> {
    for (const { position } of listeners) shrank ||= position > lastSeq;
    if (isAllThatIsLacking(news)) return sendTo([...listeners], news);
    again = true;
    if (reading) return;
    reading = true;
    try {
      while (again && listeners.size > 0) {
        again = false;
        if (shrank) await beginAnew();
        await sendNews();
      }
    } finally {
      reading = false;
    }
  }

  async function sendNews(): Promise<void> {
    // Who joins while the log is read may lack more than was asked for; their turn is the next reading.
    const present = [...listeners];
    if (present.length === 0) return;
    const afterSeq = Math.min(...present.map(({ position }) => position));
    const rows = await store.read(conversationId, { afterSeq, limit: FRAME });
    again ||= rows.length === FRAME;
    sendTo(present, rows);
  }

  /** The log need not be read for a commit that everybody has waited for: most of them. */
  function isAllThatIsLacking([first]: StoredActivity[]): boolean {
    if (reading || shrank || !first) return false;
    return [...listeners].every(({ position }) => position === first.seq - 1);
  }

  function sendTo(present: Listener[], rows: StoredActivity[]): void {
    for (const listener of present) {
      const news = rows.filter(({ seq }) => seq > listener.position);
      const last = news.at(-1);
      if (!last) continue;
      listener.position = last.seq;
      const activities = news.map((row) => toClient(conversationId, row));
      send(listener, { activities, watermark: String(last.seq) });
    }
  }

  /** Commits may be told late and out of order, so the log itself is asked before anything is sent again. */
  async function beginAnew(): Promise<void> {
    shrank = false;
    const { lastSeq } = await store.load(conversationId);
    for (const listener of listeners) if (listener.position > lastSeq) listener.position = 0;
  }

  function send({ socket }: Listener, set: { activities: ActivityJson[]; watermark?: string }): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    // A client that does not read is let go; it comes back with its watermark and loses nothing.
    if (socket.bufferedAmount > backlogBytes) socket.terminate();
    else socket.send(JSON.stringify(set));
  }

  return {
    listeners,
    deliver,
    announce(activity) {
      for (const listener of listeners) send(listener, { activities: [activity] });
    },
  };
}
