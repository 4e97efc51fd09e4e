import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { createDelivery, type Delivery } from '../../src/bot/delivery.ts';
import type { Send } from '../../src/bot/delivery-connector.ts';
import { laterError } from '../../src/bot/delivery-error.ts';
import { MOST_ATTEMPTS, waitAfter } from '../../src/bot/delivery-retries.ts';
import { createI18n } from '../../src/i18n.ts';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import type { ConversationStore, OutboxItem } from '../../src/transcripts/store.ts';
import { folders } from '../transcripts/folders.ts';
import { aTurn, said } from '../transcripts/turns.ts';

const newFolder = folders();
const logger = pino({ level: 'silent' });
const i18n = await createI18n(path.resolve(import.meta.dirname, '../../locales'));

let clock: number;
let store: ConversationStore;
let sent: string[];
/** What the channel does with a message before it counts as sent. */
let channel: (text: string) => Promise<void>;
let instances: Delivery[];
beforeEach(async () => {
  clock = 0;
  const file = path.join(await newFolder(), 'conversations.db');
  store = await createSqliteStore({ file, logger, now: () => new Date(Date.now() + clock) });
  sent = [];
  channel = async () => undefined;
  instances = [];
});
afterEach(async () => {
  await Promise.all(instances.map((each) => each.stop()));
  await store.close();
});

/** An instance's delivery; several share the store, as over one PostgreSQL database. */
function instance(retryMs = 20): Delivery {
  const send: Send = async (_reference, { text = '' }) => {
    await channel(text);
    sent.push(text);
  };
  const delivery = createDelivery({ store, send, t: i18n.en, logger, pollMs: 50, retryMs });
  instances.push(delivery);
  return delivery;
}

/** A turn that says something, committed; gives what is to be delivered. */
async function say(...texts: string[]): Promise<OutboxItem[]> {
  const { eTag } = await store.load('talk');
  const activities = texts.map((text) => said('out', text, text));
  const reference = { conversation: { id: 'talk' } };
  const turn = aTurn('talk', { eTag, channel: 'msteams', activities, outbox: texts, reference });
  const result = await store.commitTurn(turn);
  if (result.status !== 'committed') throw new Error(`the turn was ${result.status}`);
  const common = { conversationId: 'talk', channel: 'msteams', seq: 0, attempts: 0, reference };
  return activities.map(({ activity }, index) => ({ ...common, id: result.outbox[index] ?? '', activity }));
}

/** Waits for what happens by itself, within the patience of a test. */
async function allSent(count: number): Promise<void> {
  for (let waits = 0; sent.length < count && waits < 500; waits++) await sleep(20);
}

describe('two instances that serve one conversation', () => {
  test('do not overtake what one of them has postponed', async () => {
    let failures = 1;
    channel = async () => {
      if (failures-- > 0) throw laterError('503');
    };
    const [one, other] = [instance(200), instance()];
    one.deliver(await say('first'));
    await one.idle();
    other.deliver(await say('second'));
    await other.idle();
    expect(sent).toEqual([]);
    await other.start();
    await allSent(2);
    expect(sent).toEqual(['first', 'second']);
  });

  test('do not overtake what one of them has in hand', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    channel = (text) => (text === 'first' ? gate : Promise.resolve());
    const [one, other] = [instance(), instance()];
    one.deliver(await say('first'));
    other.deliver(await say('second'));
    await other.idle();
    expect(sent).toEqual([]);
    release();
    await other.start();
    await allSent(2);
    expect(sent).toEqual(['first', 'second']);
  });
});

test('what waits behind another message was not tried', async () => {
  channel = async () => {
    throw laterError('503');
  };
  const one = instance(1);
  await one.start();
  one.deliver(await say('first', 'second'));
  one.deliver(await say('third'));
  await sleep(500);
  await one.stop();
  clock += 60_000;
  const items = await store.pending();
  expect(items.map(({ attempts }) => attempts)).toEqual([expect.any(Number), 0, 0]);
  expect(items[0]?.attempts).toBeGreaterThan(1);
});

test('what a conversation was to get is not sent once it is erased', async () => {
  const items = await say('first');
  await store.erase({ conversationId: 'talk' }, 'visitor');
  const one = instance();
  one.deliver(items);
  await one.idle();
  expect(sent).toEqual([]);
});

test('one message is tried for about two and a half hours', () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const waits = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, tried) => waitAfter(tried, undefined));
  jest.restoreAllMocks();
  expect(waits.reduce((all, wait) => all + wait) / 3_600_000).toBeCloseTo(2.45, 2);
});
