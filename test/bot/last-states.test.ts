import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { pino } from 'pino';
import type { Conversation } from '../../dialogs/conversation.ts';
import { PasserelleAdapter } from '../../src/bot/adapter.ts';
import { createBot } from '../../src/bot/bot.ts';
import { createLastStates } from '../../src/bot/last-states.ts';
import { createTurn } from '../../src/bot/turn.ts';
import { EMBEDDED_SERVICE_URL } from '../../src/http/embedded.ts';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import type { ConversationStore } from '../../src/transcripts/store.ts';

const logger = pino({ level: 'silent' });

/** Counts what it hears, spoils its state before it fails, and fails when told to. */
const counting: Conversation = {
  async respond(context, state) {
    const memory = (state ?? { heard: 0 }) as { heard: number };
    memory.heard += 1;
    if (context.activity.text === 'fail') throw new Error('a fault of ours');
    await context.sendActivity(String(memory.heard));
    return { state: memory, facts: {} };
  },
  apologise: async (_context, state) => ({ state, facts: { reference: 'abcd1234' } }),
};

let folder: string;
let store: ConversationStore;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'passerelle-states-'));
  store = await createSqliteStore({ file: path.join(folder, 'conversations.db'), logger });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** An instance of the bot; several share the store. */
function instance() {
  const takeTurn = createTurn({ store, conversation: counting, render: (activity) => [activity], logger });
  const bot = createBot(new PasserelleAdapter(), takeTurn);
  return async (conversationId: string, text = 'hello', id: string = randomUUID(), mustExist = false) => {
    const incoming = {
      type: 'message',
      id,
      text,
      channelId: 'directline',
      serviceUrl: EMBEDDED_SERVICE_URL,
      conversation: { id: conversationId },
      from: { id: 'dl_visitor' },
      recipient: { id: 'passerelle' },
    };
    const { outgoing } = await bot.receive(incoming as Activity, { mustExist });
    return outgoing[0]?.text;
  };
}

test('what another instance has changed meanwhile is seen, and nothing of it is lost', async () => {
  const [one, other] = [instance(), instance()];
  const heard = [await one('a'), await other('a'), await one('a'), await one('a'), await other('a')];
  expect(heard).toEqual(['1', '2', '3', '4', '5']);
});

test('a turn that fails, or comes twice, leaves the state as it was', async () => {
  const say = instance();
  await say('b', 'hello', 'first');
  await say('b', 'fail');
  await say('b', 'hello', 'first');
  expect(await say('b')).toBe('2');
});

test('a conversation that staff has erased begins anew', async () => {
  const say = instance();
  await say('c');
  await store.erase({ conversationId: 'c' }, 'test');
  expect(await say('c')).toBe('1');
});

test('a message that must find its conversation finds it erased, though its state was remembered', async () => {
  const say = instance();
  const unknown = { code: 'CONVERSATION_UNKNOWN' };
  await expect(say('d', 'hello', 'first', true)).rejects.toMatchObject(unknown);
  await say('d');
  expect(await say('d', 'hello', 'second', true)).toBe('2');
  await store.erase({ conversationId: 'd' }, 'test');
  await expect(say('d', 'hello', 'third', true)).rejects.toMatchObject(unknown);
});

test('a state is given once, as a copy, and only so many are kept', () => {
  const states = createLastStates();
  const state = { heard: 1 };
  states.keep('a', { state, eTag: '1' });
  state.heard = 2;
  expect(states.take('a')).toEqual({ state: { heard: 1 }, eTag: '1' });
  expect(states.take('a')).toBeUndefined();
  for (let index = 0; index < 1_001; index++) states.keep(`talk-${index}`, { state, eTag: '1' });
  expect(states.take('talk-0')).toBeUndefined();
  expect(states.take('talk-1')).toBeDefined();
});
