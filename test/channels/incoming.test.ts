import { describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { readIncoming } from '../../src/channels/channels.ts';

const BOT = { id: '28:bot', name: 'Passerelle' };
const VISITOR = { id: '29:visitor', name: 'Camille' };

const activity = (more: object): Activity =>
  ({
    type: 'message',
    channelId: 'msteams',
    from: VISITOR,
    recipient: BOT,
    conversation: { id: 'c', conversationType: 'personal' },
    ...more,
  }) as unknown as Activity;

const said = (more: object): string | undefined => {
  const reading = readIncoming(activity(more));
  return reading.kind === 'turn' && reading.activity.type === 'message' ? reading.activity.text : undefined;
};

/** Greeted as an arrival of somebody who is not the bot. */
const arrives = (more: object): boolean => {
  const reading = readIncoming(activity(more));
  return (
    reading.kind === 'turn' &&
    reading.activity.type === 'conversationUpdate' &&
    (reading.activity.membersAdded ?? []).every(({ id }) => id !== BOT.id)
  );
};

const ignored = (more: object): boolean => readIncoming(activity(more)).kind === 'ignore';

describe('from Teams', () => {
  const mention = (name: string, id: string) => ({
    type: 'mention',
    text: `<at>${name}</at>`,
    mentioned: { id, name },
  });

  test.each([
    ['<at>Passerelle</at> menu', 'menu'],
    ['<at>passerelle</at>&nbsp;combien de temps ?', 'combien de temps ?'],
    ['menu <at>Passerelle</at>', 'menu'],
    ['<at>Passerelle</at>', ''],
    ['dis à <at>Camille</at> bonjour', 'dis à Camille bonjour'],
    ['<at id="0">Passerelle</at> aide\r\n', 'aide'],
    ['1 < 2 et <at', '1 < 2 et <at'],
  ])('%p says %p', (text, words) => {
    expect(said({ text })).toBe(words);
  });

  test('the bot is known by its mention, whatever it is called in this team', () => {
    const entities = [mention('Volontariat CECI', BOT.id), mention('Camille', VISITOR.id)];
    expect(said({ text: '<at>Volontariat CECI</at> que dit <at>Camille</at> ?', entities })).toBe(
      'que dit Camille ?',
    );
  });

  test.each(['<at>'.repeat(60_000), `<at ${'a'.repeat(200_000)}`, '<at>x'.repeat(50_000)])(
    'a mention that never ends is read as it stands',
    (text) => {
      expect(said({ text })).toBe(text);
    },
  );

  test.each(['msteams', 'webchat', 'sms'])(
    'on %s a button of a card says what it stands for, also where the client only sends its data',
    (channelId) => {
      for (const value of [
        { says: 'Quels pays ?', msteams: { type: 'imBack', value: 'Quels pays ?' } },
        { says: 'Quels pays ?' },
        { msteams: { type: 'imBack', value: 'Quels pays ?' } },
        { msteams: { type: 'messageBack', text: 'Quels pays ?' } },
        'Quels pays ?',
      ])
        for (const text of [undefined, '']) expect(said({ channelId, text, value })).toBe('Quels pays ?');
    },
  );

  test.each([null, 5, [], {}, { says: 5 }, { says: 'x'.repeat(2_000) }, { msteams: null }])(
    'data that says nothing, %j, is an empty message',
    (value) => {
      expect(said({ text: '', value })).toBe('');
      expect(said({ text: 'typed', value })).toBe('typed');
    },
  );

  test.each([
    [{ locale: 'fr-CA' }, 'fr-CA'],
    [{ entities: [{ type: 'clientInfo', locale: 'es-MX' }] }, 'es-MX'],
    [{ locale: 'en-CA', entities: [{ type: 'clientInfo', locale: 'fr-CA' }] }, 'en-CA'],
    [{}, undefined],
  ])('the language of %j is %p', (more, locale) => {
    const reading = readIncoming(activity({ text: 'x', ...more }));
    expect(reading.kind === 'turn' && reading.activity.locale).toBe(locale);
  });

  const added = (id: string) => ({ type: 'conversationUpdate', membersAdded: [{ id }] });
  const team = { conversation: { id: 't', conversationType: 'channel' } };

  test('in a personal chat an arrival is greeted, in a team only the bot’s own', () => {
    expect(arrives(added(BOT.id))).toBe(true);
    expect(arrives(added(VISITOR.id))).toBe(true);
    expect(arrives({ type: 'installationUpdate', action: 'add' })).toBe(true);
    expect(arrives({ ...added(BOT.id), ...team })).toBe(true);
    expect(ignored({ ...added('29:new-colleague'), ...team })).toBe(true);
  });

  test.each([
    { type: 'conversationUpdate', membersRemoved: [BOT] },
    { type: 'conversationUpdate', channelData: { eventType: 'teamRenamed' } },
    { type: 'installationUpdate', action: 'remove' },
    { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
    { type: 'messageUpdate', text: 'edited' },
    { type: 'typing' },
    { type: 'event', name: 'handoff.status' },
    { text: 'me', from: BOT },
  ])('%j is no turn', (more) => {
    expect(ignored(more)).toBe(true);
  });

  test.each(['adaptiveCard/action', 'composeExtension/query', 'task/fetch', 'signin/verifyState', undefined])(
    'the request %p is answered at once',
    (name) => {
      expect(readIncoming(activity({ type: 'invoke', name })).kind).toBe('answer');
    },
  );
});

describe('from Messenger', () => {
  const facebook = (more: object) => ({ channelId: 'facebook', ...more });

  test('a quick reply says what it stands for, not its short label', () => {
    const channelData = { message: { text: 'Quels pays ?', quick_reply: { payload: 'Dans quels pays ?' } } };
    expect(said(facebook({ text: 'Quels pays ?', channelData }))).toBe('Dans quels pays ?');
  });

  test.each(['message', 'event', 'conversationUpdate'])('a button’s postback says it, as %s too', (type) => {
    expect(said(facebook({ type, channelData: { postback: { payload: 'Pourquoi le n° 1 ?' } } }))).toBe(
      'Pourquoi le n° 1 ?',
    );
  });

  test.each([
    { channelData: { postback: { payload: 'GET_STARTED' } } },
    { type: 'event', channelData: { optin: { ref: 'x' } } },
    { type: 'event', channelData: { referral: { ref: 'page' } } },
    { type: 'conversationUpdate', membersAdded: [VISITOR] },
  ])('%j opens the talk', (more) => {
    expect(arrives(facebook(more))).toBe(true);
  });

  test.each([
    { text: 'mine', channelData: { message: { is_echo: true } } },
    { text: 'mine', channelData: { is_echo: true } },
    { text: 'mine', from: BOT },
    { type: 'event', channelData: { delivery: {} } },
    { type: 'event', channelData: { read: {} } },
    { type: 'conversationUpdate', membersAdded: [BOT] },
  ])('%j is no turn', (more) => {
    expect(ignored(facebook(more))).toBe(true);
  });

  test.each([
    null,
    5,
    'x',
    [],
    { message: 5 },
    { postback: { payload: 5 } },
    { message: { quick_reply: [] } },
  ])('odd data beside a message, %j, leaves the message as it is', (channelData) => {
    expect(said(facebook({ text: 'bonjour', channelData }))).toBe('bonjour');
  });
});

describe('from any other channel', () => {
  test('messages and people who join are heard, nothing else', () => {
    const sms = { channelId: 'sms' };
    expect(said({ ...sms, text: '2' })).toBe('2');
    expect(arrives({ ...sms, type: 'conversationUpdate', membersAdded: [VISITOR] })).toBe(true);
    expect(ignored({ ...sms, type: 'conversationUpdate', membersAdded: [BOT] })).toBe(true);
    expect(ignored({ ...sms, type: 'event', name: 'x' })).toBe(true);
  });
});
