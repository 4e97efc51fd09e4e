import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOCALES, type Locale } from '../../src/locale.ts';
import { type Assistant, startAssistant, type Visitor } from './assistant.ts';

let assistant: Assistant;
beforeAll(async () => {
  assistant = await startAssistant();
}, 60_000);
afterAll(() => assistant.stop());

const heard = (replies: { text?: string }[]) => replies.map(({ text }) => text).join('\n');

const requestOf = async ({ conversationId }: Visitor) =>
  (await assistant.store.listHandoffs('waiting')).items.find(
    (item) => item.conversationId === conversationId,
  );

/** As the staff pages do when somebody takes the request. */
async function takeOver({ conversationId }: Visitor): Promise<void> {
  const { state, eTag } = await assistant.store.load(conversationId);
  await assistant.store.commitTurn({
    conversationId,
    channel: 'directline',
    userId: 'dl_visitor',
    eTag,
    state: { ...(state as object), handoff: 'taken' },
    activities: [],
    outbox: [],
    facts: {},
  });
}

const WORDS: Record<Locale, Record<'person' | 'decline' | 'erase' | 'confirm' | 'yes' | 'no', string>> = {
  fr: {
    person: 'je veux parler à une personne',
    decline: 'non',
    erase: 'Effacer mes données',
    confirm: 'Oui, tout effacer',
    yes: 'oui',
    no: 'non',
  },
  en: {
    person: 'I want to talk to a human',
    decline: 'no',
    erase: 'Delete my data',
    confirm: 'Yes, delete everything',
    yes: 'yes',
    no: 'no',
  },
  es: {
    person: 'quiero hablar con una persona',
    decline: 'no',
    erase: 'Borrar mis datos',
    confirm: 'Sí, borrarlo todo',
    yes: 'sí',
    no: 'no',
  },
};

async function arrive(locale: Locale): Promise<Visitor> {
  const visitor = assistant.meet(locale);
  await visitor.arrive();
  return visitor;
}

test('the request keeps the summary, the event carries the talk, and no address is asked without consent', async () => {
  const visitor = await arrive('en');
  await visitor.say('is it safe in Haiti?');
  await visitor.say('I want to talk to a human');
  const replies = await visitor.say('no');
  const event = replies.find(({ type }) => type === 'event');
  expect(event?.name).toBe('handoff.initiate');
  expect(JSON.stringify(event)).toContain('is it safe in Haiti?');
  const waiting = await requestOf(visitor);
  expect(waiting?.contact).toBeUndefined();
  expect(waiting?.summary).toMatchObject({ asked: ['safety'], locale: 'en' });
});

describe.each([...LOCALES])('a person of the team, in %s', (locale) => {
  const words = WORDS[locale];

  test('while somebody has the talk the assistant is quiet and every word is kept for them', async () => {
    const visitor = await arrive(locale);
    await visitor.say(words.person);
    await visitor.say(words.decline);
    await takeOver(visitor);
    expect(await visitor.say('xyzzy 1')).toEqual([]);
    expect(await visitor.say(words.yes)).toEqual([]);
    const said = await assistant.store.read(visitor.conversationId, { direction: 'in' });
    expect(said.slice(-2).map(({ activity }) => activity.text)).toEqual(['xyzzy 1', words.yes]);
    const turns = (await assistant.store.conversation(visitor.conversationId))?.turnFacts ?? [];
    expect(turns.at(-1)?.locale).toBe(locale);
    expect(turns.some(({ unanswered }) => unanswered)).toBe(false);
  });

  test('data is erased on request even then', async () => {
    const visitor = await arrive(locale);
    await visitor.say(words.person);
    await visitor.say(words.decline);
    await takeOver(visitor);
    expect(await visitor.say(words.erase)).toHaveLength(1);
    await visitor.say(words.confirm);
    expect(await assistant.store.read(visitor.conversationId)).toHaveLength(1);
  });

  test('an erasure keeps nothing of a request that stood open beneath it', async () => {
    const visitor = await arrive(locale);
    await visitor.say('lea@exemple.ca');
    await visitor.say(words.erase);
    await visitor.say(words.confirm);
    const { state } = await assistant.store.load(visitor.conversationId);
    const said = await assistant.store.read(visitor.conversationId);
    expect(said).toHaveLength(1);
    expect(JSON.stringify([state, said])).not.toContain('lea');
  });

  test('an address out of the blue needs a yes, and is not asked for again', async () => {
    const willing = await arrive(locale);
    await willing.say('lea@exemple.ca');
    expect(await requestOf(willing)).toBeUndefined();
    await willing.say(words.yes);
    expect(await requestOf(willing)).toMatchObject({ contact: { email: 'lea@exemple.ca' } });

    const unwilling = await arrive(locale);
    await unwilling.say('lea@exemple.ca');
    await unwilling.say(words.no);
    expect(await requestOf(unwilling)).toBeDefined();
    expect((await requestOf(unwilling))?.contact).toBeUndefined();
  });

  test('who refused and thinks better of it adds an address to the same request', async () => {
    const visitor = await arrive(locale);
    await visitor.say(words.person);
    await visitor.say(words.decline);
    const first = await requestOf(visitor);
    const replies = await visitor.say('514 555 0199');
    expect(heard(replies)).not.toBe('');
    expect(replies.some(({ type }) => type === 'event')).toBe(false);
    expect(await requestOf(visitor)).toMatchObject({ id: first?.id, contact: { phone: '+15145550199' } });
  });
});
