import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import type { Conversation } from '../../dialogs/conversation.ts';
import type { Send } from '../../src/bot/delivery-connector.ts';
import { message, type Served, serveMessages } from './served.ts';

let served: Served;
let release = () => {};
afterEach(async () => {
  release();
  await served.stop();
});

/** Answers once it is let. */
function patient(): Conversation {
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    async respond(context) {
      await gate;
      await context.sendActivity('at last');
      return { state: {}, facts: {} };
    },
    apologise: async (_context, state) => ({ state, facts: {} }),
  };
}

const local = () => message({ serviceUrl: 'http://localhost:1/' });

test('beyond the turns that the server can hold a channel is told that it is busy', async () => {
  served = await serveMessages({
    limits: { turnsInHand: 2 },
    conversation: patient(),
    send: async () => undefined,
  });
  const inHand = [served.post(local()), served.post(local())];
  await sleep(200);
  const refused = await served.post(local());
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
  release();
  expect((await Promise.all(inHand)).map(({ status }) => status)).toEqual([200, 200]);
});

test('a turn that takes too long is given up by the request, not by the bot, and its answer still arrives', async () => {
  const sent: unknown[] = [];
  const send: Send = async (_reference, { text }) => void sent.push(text);
  let minutes = 0;
  served = await serveMessages({
    limits: { turnMs: 50 },
    conversation: patient(),
    send,
    now: () => new Date(Date.UTC(2026, 10, 1, 12, minutes)),
  });
  await served.delivery.start();
  expect((await served.post(local())).status).toBe(503);
  release();
  await sleep(100);
  // The lease of the process that committed it is over.
  minutes = 1;
  while (sent.length === 0) await sleep(20);
  expect(sent).toEqual(['at last']);
});
