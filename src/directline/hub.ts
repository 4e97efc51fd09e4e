import type { WebSocket } from 'ws';
import { retryLater } from '../http/http-error.ts';
import type { Limits } from '../http/limits.ts';
import type { Logger } from '../log.ts';
import type { ConversationStore } from '../transcripts/store.ts';
import type { StoredActivity } from '../transcripts/turn.ts';
import { typing } from './activity.ts';
import { createRoom, type Listener, type Room } from './room.ts';

interface HubParts {
  store: Pick<ConversationStore, 'load' | 'read' | 'onCommit'>;
  logger: Logger;
  limits: Pick<
    Limits,
    'sockets' | 'socketsPerConversation' | 'socketsPerAddress' | 'socketBacklogBytes' | 'heartbeatMs'
  >;
}

export interface Hub {
  /** @throws {HttpError} when the conversation, the address or the server has as many sockets as it may. */
  checkRoom(conversationId: string, address: string): void;
  /** Sends what comes after `position`, then every commit as it happens. */
  join(conversationId: string, address: string, socket: WebSocket, position: number): void;
  typing(conversationId: string): void;
  /** Sends everybody away with 1001, upon which clients come back to another instance or a later start. */
  close(): void;
}

/** How long a client may take to answer the farewell. */
const FAREWELL_MS = 1_000;

/** Tells the open sockets of each conversation what was committed to its log. */
export function createHub({ store, logger, limits }: HubParts): Hub {
  const rooms = new Map<string, Room>();
  /** Address → its open sockets. */
  const perAddress = new Map<string, number>();
  let sockets = 0;

  const stopListening = store.onCommit(deliver);
  const heartbeat = setInterval(checkPulse, limits.heartbeatMs).unref();

  function deliver(conversationId: string, lastSeq?: number, news?: StoredActivity[]): void {
    const room = rooms.get(conversationId);
    room?.deliver(lastSeq, news).catch((error: unknown) => {
      logger.warn({ err: error }, 'a conversation could not be read for its sockets; they reconnect');
      for (const { socket } of room.listeners) socket.close(1011);
    });
  }

  function checkPulse(): void {
    for (const listener of allListeners()) {
      if (!listener.answeredPing) listener.socket.terminate();
      else {
        listener.answeredPing = false;
        listener.socket.ping();
      }
    }
  }

  const allListeners = () => Array.from(rooms.values(), ({ listeners }) => [...listeners]).flat();

  function count(address: string, change: 1 | -1): void {
    sockets += change;
    const open = (perAddress.get(address) ?? 0) + change;
    if (open === 0) perAddress.delete(address);
    else perAddress.set(address, open);
  }

  function roomOf(conversationId: string): Room {
    const room =
      rooms.get(conversationId) ??
      createRoom({ conversationId, store, backlogBytes: limits.socketBacklogBytes });
    rooms.set(conversationId, room);
    return room;
  }

  return {
    checkRoom(conversationId, address) {
      if (sockets >= limits.sockets)
        throw retryLater(503, 'Busy', 'The server has as many open streams as it can serve.', 10);
      const here = rooms.get(conversationId)?.listeners.size ?? 0;
      if (here >= limits.socketsPerConversation || (perAddress.get(address) ?? 0) >= limits.socketsPerAddress)
        throw retryLater(429, 'TooManyStreams', 'There are too many open streams.', 30);
    },
    join(conversationId, address, socket, position) {
      const room = roomOf(conversationId);
      const listener: Listener = { socket, position, answeredPing: true };
      room.listeners.add(listener);
      count(address, 1);
      socket.on('pong', () => {
        listener.answeredPing = true;
      });
      // What is wrong with a socket shows in its closing, which always follows.
      socket.on('error', () => {});
      socket.once('close', () => {
        count(address, -1);
        room.listeners.delete(listener);
        if (room.listeners.size === 0 && rooms.get(conversationId) === room) rooms.delete(conversationId);
      });
      deliver(conversationId);
    },
    typing(conversationId) {
      rooms.get(conversationId)?.announce(typing(conversationId));
    },
    close() {
      stopListening();
      clearInterval(heartbeat);
      const open = allListeners();
      for (const { socket } of open) socket.close(1001, 'The server is restarting.');
      setTimeout(() => {
        for (const { socket } of open) socket.terminate();
      }, FAREWELL_MS).unref();
    },
  };
}
