import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOCALES, type Locale } from '../../src/locale.ts';
import type { ActivityJson } from '../../src/transcripts/turn.ts';
import { type Assistant, startAssistant, TODAY } from './assistant.ts';
import { buttonsOf, manners } from './replay.ts';

/** What a script of words cannot show: attachments, faults, redeliveries, links, what the store holds afterwards. */
let assistant: Assistant;
beforeAll(async () => {
  assistant = await startAssistant();
}, 60_000);
afterAll(() => assistant.stop());

const messages = (replies: ActivityJson[]) => replies.filter(({ type }) => type === 'message');
const heard = (replies: ActivityJson[]) =>
  messages(replies)
    .map(({ text }) => text)
    .join('\n');

describe.each([...LOCALES])('bad input in %s gets a clear answer and a next step', (locale) => {
  const inputs: [string, string, Record<string, unknown>][] = [
    ['an empty message', '', {}],
    ['an emoji alone', '🌍', {}],
    ['10,000 characters', 'je voudrais partir '.repeat(530), {}],
    ['a picture', '', { attachments: [{ contentType: 'image/png', name: 'me.png' }] }],
    ['control characters and a lone surrogate', '\u0000\u0007\u202e\ud800 ??', {}],
    ['the name of a prototype', '__proto__', {}],
  ];
  test.each(inputs)('%s', async (_name, text, more) => {
    const visitor = assistant.meet(locale as Locale);
    await visitor.arrive();
    expect(manners(messages(await visitor.say(text, more)))).toBeUndefined();
  });
});

test('what a visitor writes is said back as words, never as a link or in bold', async () => {
  const visitor = assistant.meet('en');
  await visitor.arrive();
  await visitor.say('Find a mandate');
  const trade = '[**zorbler**](https://evil.example/)';
  await visitor.say(trade);
  const reply = heard(await visitor.say(trade));
  expect(reply).toContain('zorbler');
  expect(reply).not.toMatch(/[[\]*]|evil/);
});

test('a message that is delivered twice is one turn', async () => {
  const visitor = assistant.meet('en');
  await visitor.arrive();
  const first = await visitor.say('how long does it last?', { id: 'the-same' });
  const again = await visitor.say('how long does it last?', { id: 'the-same' });
  expect(heard(first)).toContain('3 months');
  expect(again).toEqual([]);
});

test('twenty messages at once are twenty turns, in order', async () => {
  const visitor = assistant.meet('en');
  await visitor.arrive();
  const words = Array.from({ length: 20 }, (_, index) => `question number ${index}`);
  await Promise.all(words.map((text) => visitor.say(text)));
  const rows = await assistant.store.read(visitor.conversationId, { direction: 'in' });
  expect(rows.map(({ activity }) => activity.text)).toEqual(words);
});

test('the greeting comes once, and also when the first thing that happens is a message', async () => {
  const visitor = assistant.meet('es');
  expect(messages(await visitor.arrive())).toHaveLength(1);
  expect(await visitor.arrive()).toEqual([]);
  const other = assistant.meet('es');
  const [greeting, ...answers] = messages(await other.say('¿cuánto dura?'));
  expect(greeting?.text).toContain('¡Hola!');
  expect(answers).toHaveLength(1);
});

test.each(['facebook', 'msteams', 'sms'])(
  'on %s a first "hello" is answered by the greeting alone',
  async (channel) => {
    const hello = messages(await assistant.meet('fr', channel).say('bonjour'));
    expect(hello.map(({ text }) => text)).toEqual([expect.stringContaining('assistant virtuel')]);
    // Before an answer the greeting offers nothing: only the last buttons count.
    const [greeting, answer, ...more] = messages(
      await assistant.meet('fr', channel).say('Dans quels pays ?'),
    );
    expect(more).toEqual([]);
    expect([greeting?.suggestedActions, greeting?.attachments]).toEqual([undefined, undefined]);
    expect(String(greeting?.text)).not.toMatch(/^1\. /m);
    expect(answer?.text).toContain('Burkina Faso');
  },
);

/** The residency and the step that follows it, in each language. */
const RESIDENT: Record<Locale, [check: string, answer: string, next: string]> = {
  fr: ['Vérifier mon admissibilité', 'j’ai ma résidence permanente', 'Étape 2 sur 4'],
  en: ['Check my eligibility', 'I have my PR card', 'Step 2 of 4'],
  es: ['Ver si cumplo', 'tengo la residencia permanente', 'Paso 2 de 4'],
};

test.each([...LOCALES])(
  'a turn that fails apologises in %s with a reference, keeps the words and leaves the state as before',
  async (locale) => {
    const [check, answer, next] = RESIDENT[locale];
    const visitor = assistant.meet(locale);
    await visitor.arrive();
    await visitor.say(check);
    const apology = await assistant.breakNextTurn(() => visitor.say(`${answer}!`));
    expect(heard(apology)).toMatch(/(référence|reference|referencia).*: [0-9a-f]{8}$/);
    const { items } = await assistant.store.list({ reference: /[0-9a-f]{8}$/.exec(heard(apology))?.[0] });
    expect(items.map(({ conversationId }) => conversationId)).toEqual([visitor.conversationId]);
    expect(heard(await visitor.say(`${answer}!`))).toContain(next);
    const rows = await assistant.store.read(visitor.conversationId, { direction: 'in' });
    expect(rows.filter(({ activity }) => activity.text === `${answer}!`)).toHaveLength(2);
  },
);

test('a state that cannot be read starts anew politely and keeps what is known of the visitor', async () => {
  const visitor = assistant.meet('en');
  await visitor.arrive();
  await visitor.say('I am a permanent resident and I speak English');
  const { state, eTag } = await assistant.store.load(visitor.conversationId);
  await assistant.store.commitTurn({
    conversationId: visitor.conversationId,
    channel: 'directline',
    userId: 'dl_visitor',
    eTag,
    state: { ...(state as object), version: 0, dialogs: 'of another time' },
    activities: [],
    outbox: [],
    facts: {},
  });
  const replies = await visitor.say('Check my eligibility');
  expect(heard(replies)).toContain('The assistant was updated');
  expect(heard(replies)).toContain('Step 1 of 2. How long could you go for?');
});

test('a shared link opens with its answers, and carries nothing that was typed freely', async () => {
  const visitor = assistant.meet('fr');
  await visitor.arrive();
  await visitor.say('Je suis citoyenne canadienne, je parle français, je suis agronome et libre 6 mois');
  const summary = heard(await visitor.say('Résumer mon profil'));
  const link = new URL(/https?:\S+/.exec(summary)?.[0] ?? '');
  const profile = link.searchParams.get('profile') ?? '';
  expect(Buffer.from(profile, 'base64url').toString()).not.toContain('agronome');
  const friend = assistant.meet('fr');
  const [, verdict] = messages(await friend.arrive({ profile }));
  expect(verdict?.text).toContain('vous remplissez toutes les conditions');
  const tampered = assistant.meet('fr');
  expect(messages(await tampered.arrive({ profile: `${profile}x{` }))).toHaveLength(1);
});

test.each([...LOCALES])(
  'a shared link with half of the answers asks in %s for the rest only',
  async (locale) => {
    const profile = { residency: 'citizen', languages: { fr: 'C1' } };
    const visitor = assistant.meet(locale);
    const packed = Buffer.from(JSON.stringify(profile)).toString('base64url');
    const [, question] = messages(await visitor.arrive({ profile: packed }));
    expect(question?.text).toMatch(/(Étape|Step|Paso) 1 (sur|of|de) 2/);
  },
);

test('a rating counts once, however often it is pressed', async () => {
  const visitor = assistant.meet('en');
  await visitor.arrive();
  await visitor.say('how long does it last?');
  await visitor.say('goodbye');
  await visitor.say('5 – Very useful');
  await visitor.say('5 – Very useful');
  await visitor.say('1 – Not useful at all');
  const turns = (await assistant.store.conversation(visitor.conversationId))?.turnFacts ?? [];
  const rated = turns.flatMap(({ events = [] }) => events).filter((event) => event.startsWith('rated'));
  expect(rated).toEqual(['rated:5']);
});

test('erasing leaves nothing but the confirmation', async () => {
  const visitor = assistant.meet('en');
  await visitor.arrive();
  await visitor.say('My unmistakable words');
  await visitor.say('Delete my data');
  await visitor.say('Yes, delete everything');
  const rows = await assistant.store.read(visitor.conversationId);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain('unmistakable');
  expect(JSON.stringify(await assistant.store.load(visitor.conversationId))).not.toContain('unmistakable');
});

test('a redelivery erases nothing, and a second delivery of the last word is still one turn', async () => {
  const visitor = assistant.meet('en');
  await visitor.arrive();
  await visitor.say('yes, delete everything', { id: 'typed-unasked' });
  expect(await visitor.say('yes, delete everything', { id: 'typed-unasked' })).toEqual([]);
  expect(await assistant.store.read(visitor.conversationId)).toHaveLength(3);
  await visitor.say('yes, delete everything', { id: 'confirmed' });
  expect(await visitor.say('yes, delete everything', { id: 'confirmed' })).toEqual([]);
  expect(await assistant.store.read(visitor.conversationId)).toHaveLength(1);
});

test('questions without an approved answer and what was not understood are kept for staff, in the visitor’s words', async () => {
  const visitor = assistant.meet('en');
  await visitor.arrive();
  await visitor.say('do you pay for my flight?');
  await visitor.say('florble wumpus zzyzx');
  const { items } = await assistant.store.unanswered({ from: new Date(0) });
  const own = items.filter(({ conversationId }) => conversationId === visitor.conversationId);
  expect(own.map(({ text }) => text).sort()).toEqual(['do you pay for my flight?', 'florble wumpus zzyzx']);
});

test('after two days, a clear question is answered as if there had been no pause', async () => {
  const visitor = assistant.meet('en');
  assistant.clock.now = TODAY;
  await visitor.arrive();
  await visitor.say('how long does it last?');
  assistant.clock.now = new Date(TODAY.getTime() + 2 * 86_400_000);
  const replies = await visitor.say('which countries?');
  expect(heard(replies)).toContain('eight countries');
  expect(buttonsOf(messages(replies).at(-1))).toContain('Find a mandate');
});
