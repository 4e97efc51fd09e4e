import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from './connector.ts';
import { message, type Served, serveMessages } from './served.ts';

let connector: Connector;
let served: Served;
beforeEach(async () => {
  connector = await startConnector();
  served = await serveMessages();
});
afterEach(async () => {
  await served.stop();
  await connector.stop();
});

const talk = (id: string, more = {}) =>
  message({ serviceUrl: connector.url, conversation: { id } as never, ...more });

/** Waits for something that happens by itself; how long it takes is not what is tested. */
async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await happened())) await sleep(20);
}

test('a reply reaches the channel, as an answer to its message, in the bubbles of the turn', async () => {
  const asked = talk('a', { text: 'one|two|three' });
  expect((await served.post(asked)).status).toBe(200);
  await served.delivery.idle();
  expect(connector.texts()).toEqual(['1: one', 'two', 'three']);
  const [first] = connector.received;
  expect(first?.path).toBe(`/v3/conversations/a/activities/${asked.id}`);
  expect(first?.activity.replyToId).toBe(asked.id);
  expect(await served.store.pending()).toEqual([]);
});

test('a message that is brought twice is answered once', async () => {
  const asked = talk('a');
  await served.post(asked);
  await served.post(asked);
  await served.delivery.idle();
  expect(connector.texts()).toEqual(['1: hello']);
});

test('who expects replies gets them with the answer, and nothing is delivered beside', async () => {
  const response = await served.post(talk('a', { deliveryMode: 'expectReplies' }));
  const { activities } = (await response.json()) as { activities: { text: string }[] };
  expect(activities.map(({ text }) => text)).toEqual(['1: hello']);
  await served.delivery.idle();
  expect(connector.received).toEqual([]);
  expect(await served.store.pending()).toEqual([]);
});

test('more bubbles than Teams takes in a second arrive all the same, in their order', async () => {
  const many = Array.from({ length: 9 }, (_, index) => `bubble ${index}`);
  await served.post(talk('a', { text: many.join('|') }));
  await served.delivery.idle();
  expect(connector.texts()).toEqual(['1: bubble 0', ...many.slice(1)]);
});

describe('when the channel fails', () => {
  test.each([429, 500, 502, 503])('with %i, it is tried again, and the order stays', async (status) => {
    let failures = 2;
    connector.answers(() => (failures-- > 0 ? status : 200));
    await served.delivery.start();
    await served.post(talk('a', { text: 'one|two' }));
    await served.post(talk('a', { text: 'three' }));
    await until(() => connector.received.length === 3);
    expect(connector.texts()).toEqual(['1: one', 'two', '2: three']);
  });

  test('Retry-After is heeded', async () => {
    let calls = 0;
    connector.answers(() => (calls++ === 0 ? { status: 429, headers: { 'retry-after': '3600' } } : 200));
    await served.delivery.start();
    await served.post(talk('a'));
    await served.delivery.idle();
    await sleep(200);
    expect(calls).toBe(1);
  });

  test('a channel that hangs holds up neither the turn nor other conversations', async () => {
    connector.answers(({ path }) => (path.includes('/dead/') ? 'hang' : 200));
    expect((await served.post(talk('dead'))).status).toBe(200);
    expect((await served.post(talk('alive'))).status).toBe(200);
    await until(() => connector.received.length === 1);
    expect(connector.received[0]?.path).toContain('/alive/');
  });

  test.each([400, 403, 404, 413])(
    'with %i it is given up, staff can read why, and the talk goes on',
    async (status) => {
      let refuse = true;
      connector.answers(() => (refuse ? status : 200));
      await served.post(talk('a', { text: 'one|two' }));
      await served.delivery.idle();
      const detail = await served.store.conversation('a');
      expect(detail?.tags).toEqual(['undelivered']);
      expect(detail?.notes.map(({ text }) => text)).toEqual([
        `Not delivered on msteams: 2 messages. The channel refused the message (code ${status}): the conversation is gone or the assistant was removed from it.`,
      ]);
      refuse = false;
      await served.post(talk('a', { text: 'three' }));
      await served.delivery.idle();
      expect(connector.texts()).toEqual(['2: three']);
    },
  );

  test('a redirect is not followed, and the token goes nowhere else', async () => {
    const elsewhere = await startConnector();
    connector.answers(() => ({ status: 307, headers: { location: elsewhere.url } }));
    await served.post(talk('a'));
    await served.delivery.idle();
    expect(elsewhere.received).toEqual([]);
    expect((await served.store.conversation('a'))?.tags).toEqual(['undelivered']);
    await elsewhere.stop();
  });
});

test('what was committed and not delivered before a stop is delivered after the next start', async () => {
  connector.answers(() => 503);
  await served.post(talk('a', { text: 'one|two' }));
  await served.delivery.idle();
  await served.stop({ keep: true });
  connector.answers(() => 200);
  served = await serveMessages({ dataDir: served.dataDir });
  await served.delivery.start();
  await until(() => connector.received.length === 2);
  expect(connector.texts()).toEqual(['1: one', 'two']);
});
