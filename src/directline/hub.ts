import { WebSocket } from 'ws';
import { HttpError, retryLater } from '../http/http-error.ts';
import type { Limits } from '../http/limits.ts';
import type { Logger } from '../log.ts';
import type { ActivityJson, ConversationStore } from '../transcripts/store.ts';
import { toClient, typing } from './activity.ts';

interface HubParts {
  store: Pick<ConversationStore, 'read' | 'onCommit'>;
  logger: Logger;
  limits: Pick<Limits, 'sockets' | 'socketsPerConversation' | 'socketBacklogBytes' | 'heartbeatMs'>;
}

/** A socket and how far its client has got: the last position of the log that was written to it. */
interface Listener {
  socket: WebSocket;
  position: number;
  answeredPing: boolean;
}

/** The open sockets of one conversation. */
interface Room {
  listeners: Set<Listener>;
  /** The log is being read; what is committed meanwhile sets `again`. */
  reading: boolean;
  again: boolean;
}

export interface Hub {
  /** @throws {HttpError} when the conversation or the server has as many sockets as it may. */
  checkRoom(conversationId: string): void;
  /** Sends what comes after `position`, then every commit as it happens. */
  join(conversationId: string, socket: WebSocket, position: number): void;
  typing(conversationId: string): void;
  /** Sends everybody away with 1001, upon which clients come back to another instance or a later start. */
  close(): void;
}

/** How many activities one frame carries at most. */
const FRAME = 100;

/** Tells the open sockets of each conversation what was committed to its log, in order and once. */
export function createHub({ store, logger, limits }: HubParts): Hub {
  const rooms = new Map<string, Room>();
  let sockets = 0;

  const stopListening = store.onCommit((conversationId) => void deliver(conversationId));
  const heartbeat = setInterval(checkPulse, limits.heartbeatMs).unref();

  async function deliver(conversationId: string): Promise<void> {
    const room = rooms.get(conversationId);
    if (!room) return;
    room.again = true;
    if (room.reading) return;
    room.reading = true;
    try {
      while (room.again && room.listeners.size > 0) {
        room.again = false;
        const afterSeq = Math.min(...Array.from(room.listeners, ({ position }) => position));
        const rows = await store.read(conversationId, { afterSeq, limit: FRAME });
        room.again ||= rows.length === FRAME;
        for (const listener of room.listeners) {
          const news = rows.filter(({ seq }) => seq > listener.position);
          const last = news.at(-1);
          if (!last) continue;
          listener.position = last.seq;
          send(listener, {
            activities: news.map((row) => toClient(conversationId, row)),
            watermark: String(last.seq),
          });
        }
      }
    } catch (error) {
      logger.warn({ err: error }, 'a conversation could not be read for its sockets; they reconnect');
      for (const { socket } of room.listeners) socket.close(1011);
    } finally {
      room.reading = false;
    }
  }

  function send({ socket }: Listener, set: { activities: ActivityJson[]; watermark?: string }): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    // A client that does not read is let go; it comes back with its watermark and loses nothing.
    if (socket.bufferedAmount > limits.socketBacklogBytes) socket.terminate();
    else socket.send(JSON.stringify(set));
  }

  function checkPulse(): void {
    for (const { listeners } of rooms.values())
      for (const listener of listeners) {
        if (!listener.answeredPing) listener.socket.terminate();
        else {
          listener.answeredPing = false;
          listener.socket.ping();
        }
      }
  }

  return {
    checkRoom(conversationId) {
      if (sockets >= limits.sockets)
        throw retryLater(503, 'Busy', 'The server has as many open streams as it can serve.', 10);
      if ((rooms.get(conversationId)?.listeners.size ?? 0) >= limits.socketsPerConversation)
        throw new HttpError(429, 'TooManyStreams', 'This conversation has too many open streams.', {
          'retry-after': '30',
        });
    },
    join(conversationId, socket, position) {
      const room = rooms.get(conversationId) ?? { listeners: new Set(), reading: false, again: false };
      rooms.set(conversationId, room);
      const listener: Listener = { socket, position, answeredPing: true };
      room.listeners.add(listener);
      sockets += 1;
      socket.on('pong', () => {
        listener.answeredPing = true;
      });
      // What is wrong with a socket shows in its closing, which always follows.
      socket.on('error', () => {});
      socket.once('close', () => {
        sockets -= 1;
        room.listeners.delete(listener);
        if (room.listeners.size === 0 && rooms.get(conversationId) === room) rooms.delete(conversationId);
      });
      void deliver(conversationId);
    },
    typing(conversationId) {
      const room = rooms.get(conversationId);
      if (!room) return;
      for (const listener of room.listeners) send(listener, { activities: [typing(conversationId)] });
    },
    close() {
      stopListening();
      clearInterval(heartbeat);
      const open = Array.from(rooms.values(), ({ listeners }) => [...listeners]).flat();
      for (const { socket } of open) socket.close(1001, 'The server is restarting.');
      setTimeout(() => {
        for (const { socket } of open) socket.terminate();
      }, FAREWELL_MS).unref();
    },
  };
}

/** How long a client may take to answer the farewell. */
const FAREWELL_MS = 1_000;
