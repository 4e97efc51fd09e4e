import path from 'node:path';
import { expect, test } from '@jest/globals';
import { type Activity, TurnContext } from 'botbuilder-core';
import { pino } from 'pino';
import type { Conversation } from '../../dialogs/conversation.ts';
import { PasserelleAdapter } from '../../src/bot/adapter.ts';
import { createTurn } from '../../src/bot/turn.ts';
import { createSqliteStore } from '../../src/transcripts/sqlite/store.ts';
import { folders } from '../transcripts/folders.ts';
import { message } from './served.ts';

const newFolder = folders();
const logger = pino({ level: 'silent' });

/** Fails in the middle of its answer. */
const failing: Conversation = {
  async respond(context) {
    await context.sendActivity('half an answer');
    throw new Error('a fault of ours');
  },
  async apologise(context, state) {
    await context.sendActivity('sorry');
    return { state, facts: { reference: 'abcd1234' } };
  },
};

test('of a turn that fails nothing is said or kept but the apology', async () => {
  const store = await createSqliteStore({ file: path.join(await newFolder(), 'conversations.db'), logger });
  const takeTurn = createTurn({ store, conversation: failing, render: (activity) => [activity], logger });
  const asked = message({ conversation: { id: 'talk' } as never });
  const { outgoing, outbox } = await takeTurn(new TurnContext(new PasserelleAdapter(), asked as Activity));
  const kept = await store.read('talk');
  await store.close();
  expect(outgoing.map(({ text }) => text)).toEqual(['sorry']);
  expect(outbox.map(({ activity }) => activity.text)).toEqual(['sorry']);
  expect(kept.map(({ activity }) => activity.text)).toEqual(['hello', 'sorry']);
});
