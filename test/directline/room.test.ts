import { expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { createRoom, type Listener } from '../../src/directline/room.ts';
import type { StoredActivity } from '../../src/transcripts/turn.ts';

/** A log that is read when the test says so. */
function slowLog(length: number) {
  const rows: StoredActivity[] = Array.from({ length }, (_, index) => ({
    seq: index + 1,
    direction: 'out',
    activity: { type: 'message', text: String(index + 1) },
  }));
  const readings: (() => void)[] = [];
  return {
    /** Lets the oldest reading go on. */
    answer: () => readings.shift()?.(),
    store: {
      load: async () => ({ lastSeq: rows.length }),
      async read(_conversationId: string, { afterSeq = 0 }: { afterSeq?: number } = {}) {
        const found = rows.filter(({ seq }) => seq > afterSeq);
        await new Promise<void>((resolve) => readings.push(resolve));
        return found;
      },
    },
  };
}

function listener(position: number) {
  const received: string[] = [];
  const socket = {
    readyState: WebSocket.OPEN,
    bufferedAmount: 0,
    send(frame: string) {
      for (const { text } of JSON.parse(frame).activities) received.push(text);
    },
  } as unknown as WebSocket;
  return { received, listener: { socket, position, answeredPing: true } satisfies Listener };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('who joins while the log is read for others misses nothing of what went before', async () => {
  const log = slowLog(10);
  const room = createRoom({ conversationId: 'talk', store: log.store, backlogBytes: 1_000 });
  const first = listener(9);
  room.listeners.add(first.listener);
  const delivered = room.deliver();
  const late = listener(4);
  room.listeners.add(late.listener);
  void room.deliver();
  log.answer();
  await settled();
  expect(first.received).toEqual(['10']);
  expect(late.received).toEqual([]);
  log.answer();
  await delivered;
  expect(late.received).toEqual(['5', '6', '7', '8', '9', '10']);
  expect(first.received).toEqual(['10']);
});
