import { expect, test } from '@jest/globals';
import { isWithinWindow } from '../../src/bot/delivery-window.ts';
import type { OutboxItem } from '../../src/transcripts/store.ts';

const ASKED = new Date('2026-11-01T12:00:00Z');
const hoursLater = (hours: number) => new Date(ASKED.getTime() + hours * 3_600_000);

const heard = {
  load: async () => ({ lastSeq: 1 }),
  read: async () => [
    { seq: 1, direction: 'in' as const, activity: { type: 'message', timestamp: ASKED.toISOString() } },
  ],
};
const answer: OutboxItem = {
  id: '1',
  conversationId: 'a',
  channel: 'facebook',
  seq: 2,
  activity: { type: 'message', text: 'hello', replyToId: 'asked', timestamp: ASKED.toISOString() },
  attempts: 0,
};

test.each([
  [0, true],
  [23, true],
  [25, false],
])('an answer of Messenger that waited untried for %i hours may still go out: %s', async (hours, may) => {
  expect(await isWithinWindow(heard, answer, hoursLater(hours))).toBe(may);
});
